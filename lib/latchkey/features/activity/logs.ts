/**
 * Activity and incidents in the database.
 *
 * @module
 */
import type { ActivityTables } from "./tables.ts";
import {
  type Activity,
  activityRow,
  type Incident,
  incidentRow,
} from "./records.ts";
import { sql } from "kysely";
import type { Database } from "../../database/database.ts";
import { type Page, type PageRequest, toPage } from "../../database/pages.ts";
import { isId, readRow, writeRow } from "../../database/row_fields.ts";
import { insertOfUser } from "../../database/rows_of_users.ts";

// Listed, because PostgreSQL rejects a prepared `*` once a column was added.
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
export function createActivity({ db }: Database<ActivityTables>) {
  return {
    /** Adds an activity, unless its account is gone. */
    async add(activity: Activity): Promise<void> {
      await insertOfUser(db, "activity", writeRow(activityRow, activity));
    },
    /** A page of activities, newest first. */
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

/** Parses a cursor of `listOf`. Any other string means the first page. */
function readCursor(cursor = ""): { at: number; id: string } {
  const [, at, id] = /^(\d{1,16})\.([^\0]*)$/s.exec(cursor) ?? [];
  return at === undefined
    ? { at: Number.MAX_SAFE_INTEGER + 1, id: "" }
    : { at: Number(at), id };
}

/** The incidents of a database. */
export function createIncidents({ db }: Database<ActivityTables>) {
  return {
    async add(incident: Incident): Promise<void> {
      await db.insertInto("incidents").values(writeRow(incidentRow, incident))
        .execute();
    },
    /** All incidents, oldest first. */
    async list(): Promise<readonly Incident[]> {
      const rows = await db.selectFrom("incidents")
        .select(["id", "at", "kind", "userId"])
        .orderBy("at").orderBy("id").execute();
      return rows.map((row) => readRow(incidentRow, row))
        .filter((incident) => incident !== null);
    },
  };
}
