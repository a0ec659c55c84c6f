/**
 * Warns of the end of a session while a form is open, and lets the person stay (WCAG 2.2,
 * 2.2.1). Without script what was typed is kept all the same: see `lib/latchkey/http/form_replay.ts`.
 *
 * @module
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Messages } from "../lib/messages/language.ts";

/** How long before the end somebody is warned, in milliseconds: two minutes, where 20 seconds are the least. */
const WARNING_MS = 2 * 60_000;

/** How long a session goes on, in milliseconds. */
interface Left {
  /** Until it ends if no page is opened. */
  idleMs: number;
  /** Until it ends whatever happens. */
  hardMs: number;
}

/** When the session ends, counted from the page's making; all in milliseconds. */
export interface StayLoggedInProps extends Left {
  /** What one page that is opened adds. */
  pageMs: number;
  messages: Messages["stayLoggedIn"];
}

/** What is told: nothing yet, that it ends soon, that the person stays, that it is over. */
type Notice = "nothing" | "soon" | "staying" | "over";

/** How far the browser's reckoning and the server's may be apart, in milliseconds. */
const TOLERANCE_MS = 5_000;

/** When a session ends, by the browser's clock: if it lies idle, and whatever happens. */
interface Ends {
  readonly end: number;
  readonly hardEnd: number;
}

function endsOf({ idleMs, hardMs }: Left): Ends {
  const hardEnd = Date.now() + hardMs;
  return { end: Math.min(Date.now() + idleMs, hardEnd), hardEnd };
}

/** Asks when the session ends, which does not keep it alive; null when there is no answer. */
async function askServer(): Promise<Ends | "over" | null> {
  try {
    const headers = { accept: "application/json" };
    const answer = await fetch("/auth/session", { headers });
    if (!answer.ok) return null;
    const left = await answer.json();
    return left === null ? "over" : endsOf(left);
  } catch {
    return null;
  }
}

/** Says nothing until the end is near. */
export default function StayLoggedIn(props: StayLoggedInProps) {
  const { pageMs, messages } = props;
  const [told, setShown] = useState<Notice>("nothing");
  const [ends, setEnds] = useState(() => endsOf(props));
  const box = useRef<HTMLDivElement>(null);
  const before = useRef<EventTarget | null>(null);
  const canStay = ends.end < ends.hardEnd;

  /** Tells what the server says: another tab may have kept the session alive. */
  async function look() {
    const answer = await askServer();
    if (answer === "over") return setShown("over");
    // Without a connection the page goes by what it knows.
    const known = answer ?? ends;
    setEnds(known);
    const leftMs = known.end - Date.now();
    const news = leftMs <= 0 ? "over" : "soon";
    const isNear = leftMs <= WARNING_MS + TOLERANCE_MS;
    setShown((last) =>
      isNear ? news : last === "staying" ? "staying" : "nothing"
    );
  }

  useEffect(() => {
    const leftMs = ends.end - Date.now();
    if (leftMs <= 0) return;
    const soon = leftMs > WARNING_MS || told === "nothing"
      ? setTimeout(look, leftMs - WARNING_MS)
      : undefined;
    const over = setTimeout(look, leftMs);
    return () => [soon, over].forEach(clearTimeout);
  }, [ends]);

  useEffect(() => {
    // A tab that lay behind others shows what held when it was left.
    const lookAgain = () => document.hidden || look();
    document.addEventListener("visibilitychange", lookAgain);
    return () => document.removeEventListener("visibilitychange", lookAgain);
  }, [ends]);

  async function stay() {
    // A page that is opened is what keeps a session alive.
    const { ok } = await fetch("/account", {
      method: "HEAD",
      redirect: "manual",
    });
    setShown(ok ? "staying" : "over");
    if (ok) {
      const { hardEnd } = ends;
      setEnds({ end: Math.min(Date.now() + pageMs, hardEnd), hardEnd });
    }
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
          {told === "soon" && !canStay ? messages.ending : messages[told]}
        </p>
      )}
      {told === "soon" && canStay && (
        <p>
          <button
            type="button"
            onFocus={(event) => before.current = event.relatedTarget}
            onClick={stay}
          >
            {messages.stay}
          </button>
        </p>
      )}
    </div>
  );
}
