/**
 * Times in words.
 *
 * @module
 */
import { ago, atMinute, onDay } from "../lib/i18n/times.ts";
import type { Language } from "../lib/i18n/words.ts";

/** A time in milliseconds since the epoch, and the language it is told in. */
interface WhenProps {
  at: number;
  language: Language;
}

/** A day in UTC: "1 January 2030". */
export function OnDay({ at, language }: WhenProps) {
  return <Time at={at}>{onDay(language, at)}</Time>;
}

/** A minute in UTC: "1 Jan 2030, 09:30 UTC". */
export function AtMinute({ at, language }: WhenProps) {
  return <Time at={at}>{atMinute(language, at)}</Time>;
}

/** How long ago: "2 hours ago". */
export function Ago({ at, now, language }: WhenProps & { now: number }) {
  return <Time at={at}>{ago(language, at, now)}</Time>;
}

function Time({ at, children }: { at: number; children: string }) {
  return <time datetime={new Date(at).toISOString()}>{children}</time>;
}
