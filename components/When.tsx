/**
 * Dates and times as text.
 *
 * @module
 */
import { asset, Head } from "fresh/runtime";
import { ago, atMinute, onDay } from "@latchkey/core/i18n";
import type { Language } from "../lib/messages/language.ts";

interface WhenProps {
  /** Milliseconds since the epoch. */
  at: number;
  language: Language;
}

/** Delays rendering until the script has run (HTML §4.12.1, `blocking`). Preact's types lack it. */
const BEFORE_RENDERING = { blocking: "render" };

/** A day in UTC: "1 January 2030". */
export function OnDay({ at, language }: WhenProps) {
  return <Time at={at}>{onDay(language, at)}</Time>;
}

/** A minute in UTC: "1 Jan 2030, 09:30 UTC". JavaScript converts it to the viewer's time zone. */
export function AtMinute({ at, language }: WhenProps) {
  return (
    <>
      <LocalTimes language={language} />
      <Time at={at}>{atMinute(language, at)}</Time>
    </>
  );
}

/** The script that converts times. Its key makes it load once. */
export function LocalTimes({ language }: Pick<WhenProps, "language">) {
  const { locale, messages: { times } } = language;
  return (
    <Head>
      {/* It runs before rendering, so that nothing shifts. */}
      <script
        key="local-times"
        src={asset("/local-times.js")}
        defer
        {...BEFORE_RENDERING}
        data-locale={locale}
        data-utc={times.minute}
        data-local={times.localMinute}
      />
    </Head>
  );
}

/** A relative time: "2 hours ago". */
export function Ago({ at, now, language }: WhenProps & { now: number }) {
  return <Time at={at}>{ago(language, at, now)}</Time>;
}

function Time({ at, children }: { at: number; children: string }) {
  return <time datetime={new Date(at).toISOString()}>{children}</time>;
}
