/**
 * What happened to accounts, and what operators did, in PostgreSQL.
 *
 * @module
 */
import type { Activity, ActivityStore } from "../activity.ts";
import type { IncidentStore } from "../incidents.ts";
import {
  readActivity,
  readIncident,
  writeActivity,
  writeIncident,
} from "../log_rows.ts";
import type { Page, PageRequest } from "../pages.ts";
import { isId } from "../rows.ts";
import type { Queries } from "./database.ts";
import { toPage } from "./pages.ts";
import { storableJson } from "./text.ts";

interface LogRow {
  readonly row: unknown;
  readonly at: number;
  readonly id: string;
}

/** The activity of a database. */
export function postgresActivity(queries: Queries): ActivityStore {
  return {
    async add(activity) {
      await queries.query(
        `insert into latchkey.activity (row) values ($1::jsonb)
         on conflict (user_id, at, id) do update set row = excluded.row`,
        [storableJson(writeActivity(activity))],
      );
    },
    listOf: (userId, page) => activityOf(queries, userId, page),
  };
}

async function activityOf(
  queries: Queries,
  userId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<Activity>> {
  if (!isId(userId)) return { items: [] };
  const { at, id } = readCursor(cursor);
  const rows = await queries.query<LogRow>(
    `select row, at, id from latchkey.activity
     where user_id = $1 and (at, id) < ($2, $3)
     order by at desc, id desc limit $4`,
    [userId, at, id, limit + 1],
  );
  return toPage(
    rows,
    limit,
    ({ row, id }) => {
      const activity = readActivity(row, id);
      return activity?.userId === userId ? activity : null;
    },
    ({ at, id }) => `${at}.${id}`,
  );
}

/** A cursor as {@linkcode activityOf} makes them; of one that it did not make, the beginning. */
function readCursor(cursor = ""): { at: number; id: string } {
  const [, at, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor) ?? [];
  return at === undefined
    ? { at: Number.MAX_SAFE_INTEGER, id: "" }
    : { at: Number(at), id };
}

/** The incidents of a database. */
export function postgresIncidents(queries: Queries): IncidentStore {
  return {
    async add(incident) {
      await queries.query(
        `insert into latchkey.incidents (row) values ($1::jsonb)
         on conflict (at, id) do update set row = excluded.row`,
        [storableJson(writeIncident(incident))],
      );
    },
    async list() {
      const rows = await queries.query<LogRow>(
        "select row, at, id from latchkey.incidents order by at, id",
      );
      return rows.map(({ row, id }) => readIncident(row, id))
        .filter((incident) => incident !== null);
    },
  };
}
