/**
 * Records as text: one way to write each, so that equal records have equal texts.
 *
 * @module
 */
import * as v from "valibot";
import { activityRow, incidentRow } from "./log_rows.ts";
import { mailRow } from "./mail_rows.ts";
import { codeRow, tokenRow } from "./one_time_rows.ts";
import type { StoreRecord } from "./records.ts";
import { id, text, wholeNumber } from "./row_fields.ts";
import { sessionRow, userRow } from "./rows.ts";

const record = v.variant("kind", [
  v.object({ kind: v.literal("user"), value: userRow }),
  v.object({ kind: v.literal("removal"), value: v.object({ userId: id }) }),
  v.object({ kind: v.literal("session"), value: sessionRow }),
  v.object({
    kind: v.literal("sessionsFloor"),
    value: v.object({ endedAt: wholeNumber }),
  }),
  v.object({
    kind: v.literal("limit"),
    value: v.object({ key: text(1000), fullAt: wholeNumber }),
  }),
  v.object({ kind: v.literal("oneTimeToken"), value: tokenRow }),
  v.object({ kind: v.literal("oneTimeCode"), value: codeRow }),
  v.object({ kind: v.literal("activity"), value: activityRow }),
  v.object({ kind: v.literal("incident"), value: incidentRow }),
  v.object({ kind: v.literal("mail"), value: mailRow }),
]);

/** A record as one line of JSON, without its line end: fields in order of their names. */
export function recordText({ kind, value }: StoreRecord): string {
  return JSON.stringify({ kind, value }, sortFields);
}

/** The record of parsed JSON; null when it is none that a store could hold. */
export function readRecord(json: unknown): StoreRecord | null {
  const result = v.safeParse(record, json);
  return result.success ? result.output : null;
}

function sortFields(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const fields = Object.entries(value);
  return Object.fromEntries(
    fields.sort(([one], [other]) => one < other ? -1 : 1),
  );
}
