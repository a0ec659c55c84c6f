/**
 * What the rows of activity and of incidents must look like to be believed.
 *
 * @module
 */
import * as v from "valibot";
import type { Activity } from "./activity.ts";
import type { Incident } from "./incidents.ts";
import {
  id,
  orEmpty,
  readRow,
  text,
  wholeNumber,
  word,
  writeRow,
} from "./row_fields.ts";

/** What the row of an activity must look like. */
export const activityRow = v.object({
  id,
  userId: id,
  at: wholeNumber,
  kind: word,
  userAgent: text(512),
  client: text(100),
  detail: text(1000),
  expiresAt: wholeNumber,
});

/** What the row of an incident must look like. */
export const incidentRow = v.object({
  id,
  at: wholeNumber,
  kind: word,
  userId: orEmpty(id),
});

/** The activity whose row this is; null when it is none's, or not that of the id it lies under. */
export function readActivity(value: unknown, id: unknown): Activity | null {
  const activity = readRow(activityRow, value);
  return activity?.id === id ? activity : null;
}

/** The incident whose row this is, likewise. */
export function readIncident(value: unknown, id: unknown): Incident | null {
  const incident = readRow(incidentRow, value);
  return incident?.id === id ? incident : null;
}

/**
 * An activity as it may be written.
 *
 * @throws {TypeError} when a field does not fit.
 */
export function writeActivity(activity: Activity): Activity {
  return writeRow(activityRow, activity);
}

/**
 * An incident as it may be written.
 *
 * @throws {TypeError} when a field does not fit.
 */
export function writeIncident(incident: Incident): Incident {
  return writeRow(incidentRow, incident);
}
