/**
 * Counters of attempts in PostgreSQL, by the sums of `buckets.ts`, exact however many
 * processes count.
 *
 * @module
 */
import {
  capacityMs,
  CLOCK_SKEW_MS,
  denied,
  refillMs,
  takeFrom,
} from "../buckets.ts";
import type { Bucket, LimitAnswer, LimitStore } from "../limits.ts";
import type { Database, Queries } from "./database.ts";
import { storable } from "./text.ts";

/** The counters of a database. */
export function postgresLimits(database: Database): LimitStore {
  return {
    take: (buckets, now) => take(database, buckets, now),
    giveBack: (buckets, now) => giveBack(database, buckets, now),
    async clear(keys) {
      const text = "delete from latchkey.limits where key = any($1)";
      await database.query(text, [keys.map(storable)]);
    },
  };
}

// The same as `fullAtOf` of `buckets.ts`: a row from a clock that ran ahead counts as one attempt left.
const FULL_AT = `greatest($2::float8, case
  when present.full_at > $2::float8 + $4::float8 + ${CLOCK_SKEW_MS}
  then $2::float8 + $4::float8 - $3::float8
  else least(present.full_at, $2::float8 + $4::float8) end)`;

interface Row {
  readonly key: string;
  readonly full_at: number;
}

/** Takes from none when any is empty: the transaction ends with it. */
class Empty extends Error {}

async function take(
  database: Database,
  buckets: readonly Bucket[],
  now: number,
): Promise<LimitAnswer> {
  const answer = await look(database, buckets, now);
  if (!answer.allowed) return answer; // An attack costs one read an attempt.
  try {
    await database.transaction(async (queries) => {
      for (const bucket of inOneOrder(buckets)) {
        if (!await takeOne(queries, bucket, now)) throw new Empty();
      }
    });
    return answer;
  } catch (error) {
    if (!(error instanceof Empty)) throw error;
    const again = await look(database, buckets, now);
    // Whoever made it full did so meanwhile.
    return again.allowed ? denied(buckets[0][0], 1) : again;
  }
}

/** Whether one could be taken from each as they are now. */
async function look(
  queries: Queries,
  buckets: readonly Bucket[],
  now: number,
): Promise<LimitAnswer> {
  const keys = buckets.map(([key]) => storable(key));
  const rows = await queries.query<Row>(
    "select key, full_at from latchkey.limits where key = any($1)",
    [keys],
  );
  const found = new Map(rows.map((row) => [row.key, row.full_at]));
  return takeFrom(buckets, keys.map((key) => found.get(key)), now).answer;
}

/** Everybody locks the rows in the same order, so that nobody waits for each other. */
function inOneOrder(buckets: readonly Bucket[]): readonly Bucket[] {
  return buckets.toSorted(([a], [b]) => a < b ? -1 : 1);
}

async function takeOne(
  queries: Queries,
  [key, limit]: Bucket,
  now: number,
): Promise<boolean> {
  const taken = await queries.query(
    `insert into latchkey.limits as present (key, full_at)
     select $1, $2::float8 + $3::float8 where $3 <= $4::float8
     on conflict (key) do update set full_at = ${FULL_AT} + $3
       where ${FULL_AT} + $3 <= $2::float8 + $4
     returning full_at`,
    [key, now, refillMs(limit), capacityMs(limit)],
  );
  return taken.length > 0;
}

async function giveBack(
  database: Database,
  buckets: readonly Bucket[],
  now: number,
): Promise<void> {
  await database.transaction(async (queries) => {
    for (const [key, limit] of inOneOrder(buckets)) {
      await queries.query(
        `update latchkey.limits present set full_at = ${FULL_AT} - $3::float8
         where key = $1`,
        [key, now, refillMs(limit), capacityMs(limit)],
      );
    }
  });
}
