/**
 * Reading the records of PostgreSQL in order.
 *
 * @module
 */
import { readActivity, readIncident } from "../log_rows.ts";
import { readMail } from "../mail_rows.ts";
import { readCode, readToken } from "../one_time_rows.ts";
import type { RecordKind, RecordValues, StoreRecord } from "../records.ts";
import { readSession, readUser } from "../rows.ts";
import type { Queries } from "./database.ts";
import { LIVE_TOKENS } from "./one_time_tokens.ts";

/** How the records of a kind are read. */
interface Source<Value> {
  /** What gives the rows: a table or a query, with a column `row`. */
  readonly from: string;
  /** The columns that make the key, in its order. Those named `at` are numbers. */
  readonly keys: readonly string[];
  /** The value whose row this is; null when it cannot be believed. */
  read(row: unknown, keys: readonly string[]): Value | null;
}

const sources: {
  readonly [Kind in RecordKind]: Source<RecordValues[Kind]>;
} = {
  user: {
    from: "latchkey.users",
    keys: ["id"],
    read: (row, [id]) => readUser(row, id),
  },
  removal: {
    from: "(select user_id, null as row from latchkey.removals) removals",
    keys: ["user_id"],
    read: (_row, [userId]) => ({ userId }),
  },
  session: {
    from: "latchkey.live_sessions",
    keys: ["id"],
    read: (row, [id]) => readSession(row, id),
  },
  sessionsFloor: {
    from: `(select 'floor' as key, to_jsonb(ended_at) as row
            from latchkey.sessions_floor) floor`,
    keys: ["key"],
    read: (endedAt) => isTime(endedAt) ? { endedAt } : null,
  },
  limit: {
    from: "(select key, to_jsonb(full_at) as row from latchkey.limits) limits",
    keys: ["key"],
    read: (fullAt, [key]) => isTime(fullAt) ? { key, fullAt } : null,
  },
  oneTimeToken: {
    from: `(select tokens.hash, jsonb_build_object(
              'token', tokens.row, 'generation', tokens.generation) as row
            from ${LIVE_TOKENS}) tokens`,
    keys: ["hash"],
    read: (row, [hash]) => readToken(row, hash)?.token ?? null,
  },
  oneTimeCode: {
    from: `(select codes.subject, codes.scope, jsonb_build_object(
              'code', codes.row, 'generation', codes.generation) as row
            from latchkey.one_time_codes codes
            join latchkey.one_time_generations generations
              on generations.subject = codes.subject
              and generations.scope = codes.scope
              and generations.id = codes.generation) codes`,
    keys: ["subject", "scope"],
    read: (row, [subject, scope]) =>
      readCode(row, subject, scope)?.code ?? null,
  },
  activity: {
    from: "latchkey.activity",
    keys: ["user_id", "at", "id"],
    read: (row, [_userId, _at, id]) => readActivity(row, id),
  },
  incident: {
    from: "latchkey.incidents",
    keys: ["at", "id"],
    read: (row, [_at, id]) => readIncident(row, id),
  },
  mail: {
    from: "latchkey.mails",
    keys: ["id"],
    read: (row, [id]) => readMail(row, id),
  },
};

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}

/** The records of a kind, in order of their keys, after one of them or from the first, read `wanted` at once. */
export async function* readRecordsOf<Kind extends RecordKind>(
  queries: Queries,
  kind: Kind,
  after: string | null,
  wanted: number,
): AsyncGenerator<StoreRecord> {
  const { from, keys, read } = sources[kind];
  let last = after === null ? null : splitKey(after, keys.length);
  let rows: Record<string, unknown>[];
  do {
    rows = await queries.query(
      selectAfter(from, keys, last !== null),
      [wanted, ...last ?? []],
    );
    for (const row of rows) {
      last = keys.map((key) => String(row[key]));
      const value = read(row.row, last);
      // The compiler does not see that kind and value belong together.
      if (value) yield { kind, value } as StoreRecord;
    }
  } while (rows.length === wanted);
}

function selectAfter(
  from: string,
  keys: readonly string[],
  isAfter: boolean,
): string {
  const order = keys.join(", ");
  const last = keys.map((key, place) =>
    `$${place + 2}::${key === "at" ? "bigint" : "text"}`
  );
  const where = isAfter ? `where (${order}) > (${last.join(", ")})` : "";
  return `select row, ${order} from ${from} ${where} order by ${order} limit $1`;
}

/** A record's key taken apart: of the parts only the last may hold spaces. */
function splitKey(key: string, parts: number): string[] {
  const words = key.split(" ");
  return [...words.slice(0, parts - 1), words.slice(parts - 1).join(" ")];
}
