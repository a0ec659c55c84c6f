/**
 * What happened to accounts, and what operators did in an emergency.
 *
 * @module
 */
import { sql } from "kysely";
import * as v from "valibot";
import type { Database } from "../../database/database.ts";
import { type Page, type PageRequest, toPage } from "../../database/pages.ts";
import {
  id,
  orEmpty,
  readRow,
  text,
  time,
  wholeNumber,
  word,
  writeRow,
} from "../../database/row_fields.ts";
import { insertOfUser } from "../account/rows_of_users.ts";
import { isId } from "../account/user.ts";

/** What an activity must look like. */
export const activityRow = v.object({
  /** Random. */
  id,
  userId: id,
  at: wholeNumber,
  /** What it was: a word of `lib/latchkey/features/activity/activity.ts`. */
  kind: word,
  /** What the browser called itself, shortened; empty when it said nothing or there was none. */
  userAgent: text(512),
  /** The client's address, shortened; empty when there was none. */
  client: text(100),
  /** What else a person should know; empty when there is nothing. */
  detail: text(1000),
  expiresAt: wholeNumber,
});

/** One thing that happened to an account. */
export type Activity = Readonly<v.InferOutput<typeof activityRow>>;

/** What an incident must look like. */
export const incidentRow = v.object({
  /** Random. */
  id,
  at: time,
  /** What was done: `sign-out-everyone`, `rotate-keys`, `lock`. */
  kind: word,
  /** The id of the user it was about; empty when it was about all. */
  userId: orEmpty(id),
});

/** One thing an operator did. It is kept for ever. */
export type Incident = Readonly<v.InferOutput<typeof incidentRow>>;

// Named one by one, because PostgreSQL refuses a prepared `*` once there is another column.
const ACTIVITY_COLUMNS = [
  "id",
  "userId",
  "at",
  "kind",
  "userAgent",
  "client",
  "detail",
  "expiresAt",
] as const;

/** The activity of a database. */
export function createActivity({ db }: Database) {
  return {
    /** Adds one, unless its user is gone meanwhile. */
    async add(activity: Activity): Promise<void> {
      await insertOfUser(db, "activity", writeRow(activityRow, activity));
    },
    /** The newest first, a page at a time. */
    async listOf(
      userId: string,
      { cursor, limit }: PageRequest,
    ): Promise<Page<Activity>> {
      if (!isId(userId)) return { items: [] };
      const { at, id } = readCursor(cursor);
      const rows = await db.selectFrom("activity").select(ACTIVITY_COLUMNS)
        .where("userId", "=", userId)
        .where(sql<boolean>`(at, id) < (${at}, ${id})`)
        .orderBy("at", "desc").orderBy("id", "desc")
        .limit(limit + 1).execute();
      return toPage(
        rows,
        limit,
        (row) => readRow(activityRow, row),
        ({ at, id }) => `${at}.${id}`,
      );
    },
  };
}

/** A cursor as `listOf` makes them; of one that it did not make, the beginning. */
function readCursor(cursor = ""): { at: number; id: string } {
  const [, at, id] = /^(\d{1,16})\.([^\0]*)$/s.exec(cursor) ?? [];
  return at === undefined
    ? { at: Number.MAX_SAFE_INTEGER + 1, id: "" }
    : { at: Number(at), id };
}

/** The incidents of a database. */
export function createIncidents({ db }: Database) {
  return {
    async add(incident: Incident): Promise<void> {
      await db.insertInto("incidents").values(writeRow(incidentRow, incident))
        .execute();
    },
    /** All there are, the oldest first. */
    async list(): Promise<readonly Incident[]> {
      const rows = await db.selectFrom("incidents")
        .select(["id", "at", "kind", "userId"])
        .orderBy("at").orderBy("id").execute();
      return rows.map((row) => readRow(incidentRow, row))
        .filter((incident) => incident !== null);
    },
  };
}
