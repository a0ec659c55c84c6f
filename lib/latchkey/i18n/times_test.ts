import { equal, match } from "node:assert/strict";
import { ENGLISH, GERMAN } from "./languages.ts";
import { ago, atMinute, onDay } from "./times.ts";

const { justNow: NOW } = ENGLISH.messages.times;
const AT = Date.UTC(2030, 0, 1, 9, 5);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

Deno.test("formats days and minutes in UTC by language", () => {
  equal(onDay(ENGLISH, AT), "1 January 2030");
  match(atMinute(ENGLISH, AT), /1 Jan 2030, 09:05.* UTC/);
  equal(onDay(GERMAN, AT), "1. Januar 2030");
  match(atMinute(GERMAN, AT), /01\.01\.2030, 09:05.* UTC/);
});

Deno.test("shows elapsed time in the largest full unit", () => {
  for (
    const [past, english, german] of [
      [0, NOW, GERMAN.messages.times.justNow],
      [MINUTE - 1, NOW, GERMAN.messages.times.justNow],
      [MINUTE, "1 minute ago", "vor 1 Minute"],
      [HOUR - 1, "59 minutes ago", "vor 59 Minuten"],
      [2 * HOUR, "2 hours ago", "vor 2 Stunden"],
      [DAY, "yesterday", "gestern"],
      [3 * DAY, "3 days ago", "vor 3 Tagen"],
    ] as const
  ) {
    equal(ago(ENGLISH, AT, AT + past), english);
    equal(ago(GERMAN, AT, AT + past), german);
  }
});

Deno.test("shows a future time, by another server's clock, as now", () => {
  equal(ago(ENGLISH, AT + DAY, AT), NOW);
});
