/**
 * Times in words.
 *
 * @module
 */
import { asset, Head } from "fresh/runtime";
import { ago, atMinute, onDay } from "@latchkey/core/i18n";
import type { Language } from "../lib/messages/language.ts";

/** A time in milliseconds since the epoch, and the language it is told in. */
interface WhenProps {
  at: number;
  language: Language;
}

/** Of a script that the page waits for (HTML §4.12.1, `blocking`), which Preact's types lack. */
const BEFORE_RENDERING = { blocking: "render" };

/** A day in UTC: "1 January 2030". */
export function OnDay({ at, language }: WhenProps) {
  return <Time at={at}>{onDay(language, at)}</Time>;
}

/** A minute in UTC: "1 Jan 2030, 09:30 UTC". With script it is told in the viewer's time zone. */
export function AtMinute({ at, language }: WhenProps) {
  const { locale, messages: { times } } = language;
  return (
    <>
      <Head>
        {/* Loaded once by its key, and before anything is drawn, so that nothing shifts. */}
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
      <Time at={at}>{atMinute(language, at)}</Time>
    </>
  );
}

/** How long ago: "2 hours ago". */
export function Ago({ at, now, language }: WhenProps & { now: number }) {
  return <Time at={at}>{ago(language, at, now)}</Time>;
}

function Time({ at, children }: { at: number; children: string }) {
  return <time datetime={new Date(at).toISOString()}>{children}</time>;
}
