/**
 * Formats times.
 *
 * @module
 */
import { byLocale } from "./by_locale.ts";
import { format } from "./format.ts";
import type { Language } from "./messages.ts";

/** Units from the longest to the shortest, in milliseconds. */
const UNITS = [
  ["day", 24 * 60 * 60 * 1000],
  ["hour", 60 * 60 * 1000],
  ["minute", 60 * 1000],
] as const;

const timeZone = "UTC";

/** Time formats by locale. */
const formatsOf = byLocale((locale) => ({
  day: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }),
  minute: new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  }),
  ago: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
}));

/**
 * Formats a day in UTC: "1 January 2030".
 *
 * @param at Milliseconds since the epoch.
 * @throws {RangeError} when the time is outside the range of `Date`.
 *
 * @example
 * ```ts
 * import { ENGLISH, onDay } from "@latchkey/core/i18n";
 *
 * const day = onDay(ENGLISH, Date.UTC(2030, 0, 1));
 * ```
 */
export function onDay({ locale }: Language, at: number): string {
  return formatsOf(locale).day.format(at);
}

/**
 * Formats a minute in UTC: "1 Jan 2030, 09:30 UTC".
 *
 * @param at Milliseconds since the epoch.
 * @throws {RangeError} when the time is outside the range of `Date`.
 *
 * @example
 * ```ts
 * import { atMinute, ENGLISH } from "@latchkey/core/i18n";
 *
 * const minute = atMinute(ENGLISH, Date.UTC(2030, 0, 1, 9, 30));
 * ```
 */
export function atMinute({ locale, messages }: Language, at: number): string {
  const minute = formatsOf(locale).minute.format(at);
  return format(messages.times.minute, { minute });
}

/**
 * Formats how long ago a time was: "2 hours ago". A future time, by another server's clock, is
 * "just now". Never throws.
 *
 * @param at Milliseconds since the epoch.
 * @param now Milliseconds since the epoch.
 *
 * @example
 * ```ts
 * import { ago, ENGLISH } from "@latchkey/core/i18n";
 *
 * const text = ago(ENGLISH, Date.now() - 2 * 60 * 60 * 1000, Date.now());
 * ```
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
