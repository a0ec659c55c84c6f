/**
 * Times in words.
 *
 * @module
 */
import { byLocale } from "./by_locale.ts";
import { format } from "./format.ts";
import type { Language } from "./messages.ts";

/** From the longest on, in milliseconds. */
const UNITS = [
  ["day", 24 * 60 * 60 * 1000],
  ["hour", 60 * 60 * 1000],
  ["minute", 60 * 1000],
] as const;

const timeZone = "UTC";

/** How a language writes times. */
const formatsOf = byLocale((locale) => ({
  day: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }),
  minute: new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  }),
  ago: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
}));

/** A day in UTC, from milliseconds since the epoch: "1 January 2030". */
export function onDay({ locale }: Language, at: number): string {
  return formatsOf(locale).day.format(at);
}

/** A minute in UTC, from milliseconds since the epoch: "1 Jan 2030, 09:30 UTC". */
export function atMinute({ locale, messages }: Language, at: number): string {
  const minute = formatsOf(locale).minute.format(at);
  return format(messages.times.minute, { minute });
}

/**
 * How long ago, from two times in milliseconds: "2 hours ago". What is still to come, by
 * another server's clock, is now.
 */
export function ago(
  { locale, messages }: Language,
  at: number,
  now: number,
): string {
  const past = now - at;
  const [unit, length] = UNITS.find(([, length]) => past >= length) ?? [];
  return unit && length
    ? formatsOf(locale).ago.format(-Math.floor(past / length), unit)
    : messages.times.justNow;
}
