/**
 * Times in words.
 *
 * @module
 */

const DAY = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeZone: "UTC",
});

const MINUTE = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});

const AGO = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });

/** From the longest on, in milliseconds. */
const UNITS = [
  ["day", 24 * 60 * 60 * 1000],
  ["hour", 60 * 60 * 1000],
  ["minute", 60 * 1000],
] as const;

/** Milliseconds since the epoch. */
interface WhenProps {
  at: number;
}

/** A day in UTC: "1 January 2030". */
export function OnDay({ at }: WhenProps) {
  return <Time at={at}>{DAY.format(at)}</Time>;
}

/** A minute in UTC: "1 Jan 2030, 09:30 UTC". */
export function AtMinute({ at }: WhenProps) {
  return <Time at={at}>{`${MINUTE.format(at)} UTC`}</Time>;
}

/** How long ago: "2 hours ago". A time that is still to come, by another server's clock, is now. */
export function Ago({ at, now }: WhenProps & { now: number }) {
  const past = now - at;
  const [unit, length] = UNITS.find(([, length]) => past >= length) ?? [];
  const words = unit && length
    ? AGO.format(-Math.floor(past / length), unit)
    : "just now";
  return <Time at={at}>{words}</Time>;
}

function Time({ at, children }: WhenProps & { children: string }) {
  return <time datetime={new Date(at).toISOString()}>{children}</time>;
}
