/**
 * Warns before a session ends while a form is open, and lets the person stay logged in
 * (WCAG 2.2, 2.2.1). Without JavaScript nothing typed is lost either: see
 * `lib/latchkey/http/form_replay.ts`.
 *
 * @module
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Messages } from "../lib/messages/language.ts";

/** How long before the end to warn, in milliseconds. WCAG requires at least 20 seconds. */
const WARNING_MS = 2 * 60_000;

/** The remaining time of a session, in milliseconds. */
interface Left {
  /** Until the idle timeout. */
  idleMs: number;
  /** Until the session's fixed end. */
  hardMs: number;
}

/** The remaining time when the page was rendered, in milliseconds. */
export interface StayLoggedInProps extends Left {
  /** The idle timeout after a page view. */
  pageMs: number;
  messages: Messages["stayLoggedIn"];
}

type Notice = "nothing" | "soon" | "staying" | "over";

/** The largest difference between the browser's and the server's calculation, in milliseconds. */
const TOLERANCE_MS = 5_000;

/** When a session ends, in milliseconds since the epoch by the browser's clock. */
interface Ends {
  /** Without further page views. */
  readonly end: number;
  /** Even with them. */
  readonly hardEnd: number;
}

function endsOf({ idleMs, hardMs }: Left): Ends {
  const hardEnd = Date.now() + hardMs;
  return { end: Math.min(Date.now() + idleMs, hardEnd), hardEnd };
}

/** Asks when the session ends, without extending it. Null if there is no response. */
async function fetchEnds(): Promise<Ends | "over" | null> {
  try {
    const headers = { accept: "application/json" };
    const response = await fetch("/auth/session", { headers });
    if (!response.ok) return null;
    const left = await response.json();
    return left === null ? "over" : endsOf(left);
  } catch {
    return null;
  }
}

/** Shows nothing until the session is about to end. */
export default function StayLoggedIn(props: StayLoggedInProps) {
  const { pageMs, messages } = props;
  const [notice, setNotice] = useState<Notice>("nothing");
  const [ends, setEnds] = useState(() => endsOf(props));
  const box = useRef<HTMLDivElement>(null);
  const lastFocus = useRef<EventTarget | null>(null);
  const canStay = ends.end < ends.hardEnd;

  /** Asks the server, because another tab may have extended the session. */
  async function update() {
    const current = await fetchEnds();
    if (current === "over") return setNotice("over");
    // Without a connection, use the last known times.
    const known = current ?? ends;
    setEnds(known);
    const leftMs = known.end - Date.now();
    const next = leftMs <= 0 ? "over" : "soon";
    const isNear = leftMs <= WARNING_MS + TOLERANCE_MS;
    setNotice((last) =>
      isNear ? next : last === "staying" ? "staying" : "nothing"
    );
  }

  useEffect(() => {
    const leftMs = ends.end - Date.now();
    if (leftMs <= 0) return;
    const soon = leftMs > WARNING_MS || notice === "nothing"
      ? setTimeout(update, leftMs - WARNING_MS)
      : undefined;
    const over = setTimeout(update, leftMs);
    return () => [soon, over].forEach(clearTimeout);
  }, [ends]);

  useEffect(() => {
    // A background tab may show an old notice, because browsers delay its timers.
    const onVisible = () => document.hidden || update();
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, [ends]);

  async function stay() {
    // Page views extend a session.
    const { ok } = await fetch("/account", {
      method: "HEAD",
      redirect: "manual",
    });
    setNotice(ok ? "staying" : "over");
    if (ok) {
      const { hardEnd } = ends;
      setEnds({ end: Math.min(Date.now() + pageMs, hardEnd), hardEnd });
    }
    // The button disappears, so return the focus to the previous element.
    const { current } = lastFocus;
    (current instanceof HTMLElement ? current : box.current)?.focus();
  }

  return (
    <div
      ref={box}
      class={notice === "nothing" ? undefined : "after"}
      tabIndex={-1}
      role="alert"
    >
      {notice !== "nothing" && (
        <p class="done" key={notice}>
          {notice === "soon" && !canStay ? messages.ending : messages[notice]}
        </p>
      )}
      {notice === "soon" && canStay && (
        <p>
          <button
            type="button"
            onFocus={(event) => lastFocus.current = event.relatedTarget}
            onClick={stay}
          >
            {messages.stay}
          </button>
        </p>
      )}
    </div>
  );
}
