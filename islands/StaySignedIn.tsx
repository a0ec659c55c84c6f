/**
 * Warns of the end of a session while a form is open, and lets the person stay (WCAG 2.2,
 * 2.2.1). Without script what was typed is kept all the same: see `lib/http/kept_form.ts`.
 *
 * @module
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Words } from "../lib/i18n/words.ts";

/** How long before the end somebody is warned, in milliseconds: two minutes, where 20 seconds are the least. */
const WARNING_MS = 2 * 60_000;

/** When the session ends, counted from the page's making; all in milliseconds. */
export interface StaySignedInProps {
  /** Until it ends if no page is opened. */
  idleMs: number;
  /** Until it ends whatever happens. */
  hardMs: number;
  /** What one page that is opened adds. */
  pageMs: number;
  words: Words["staySignedIn"];
}

/** What is told: nothing yet, that it ends soon, that the person stays, that it is over. */
type Told = "nothing" | "soon" | "staying" | "over";

/** Says nothing until the end is near. */
export default function StaySignedIn(props: StaySignedInProps) {
  const { pageMs, words } = props;
  const [told, setTold] = useState<Told>("nothing");
  const [hardEnd] = useState(() => Date.now() + props.hardMs);
  const [end, setEnd] = useState(() =>
    Math.min(Date.now() + props.idleMs, hardEnd)
  );
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<EventTarget | null>(null);
  const canStay = end < hardEnd;

  useEffect(() => {
    const leftMs = end - Date.now();
    const soon = setTimeout(() => setTold("soon"), leftMs - WARNING_MS);
    const over = setTimeout(() => setTold("over"), leftMs);
    return () => [soon, over].forEach(clearTimeout);
  }, [end]);

  async function stay() {
    // A page that is opened is what keeps a session alive.
    const { ok } = await fetch("/account", {
      method: "HEAD",
      redirect: "manual",
    });
    setTold(ok ? "staying" : "over");
    if (ok) setEnd(Math.min(Date.now() + pageMs, hardEnd));
    // The button is gone: the focus goes back to where it came from.
    const { current } = before;
    (current instanceof HTMLElement ? current : box.current)?.focus();
  }

  return (
    <div
      ref={box}
      class={told === "nothing" ? undefined : "after"}
      tabIndex={-1}
      role="alert"
    >
      {told !== "nothing" && (
        <p class="done" key={told}>
          {told === "soon" && !canStay ? words.ending : words[told]}
        </p>
      )}
      {told === "soon" && canStay && (
        <p>
          <button
            type="button"
            onFocus={(event) => before.current = event.relatedTarget}
            onClick={stay}
          >
            {words.stay}
          </button>
        </p>
      )}
    </div>
  );
}
