/**
 * Counters of tries in PostgreSQL, by the sums of `buckets.ts`: one statement each, so
 * that they are exact however many processes count.
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
import type { Limit, LimitAnswer, LimitStore } from "../limits.ts";
import type { Queries } from "./database.ts";

/** The counters of a database. */
export function postgresLimits(queries: Queries): LimitStore {
  return {
    take: (key, limit, now) => take(queries, key, limit, now),
    giveBack: (key, limit, now) => giveBack(queries, key, limit, now),
    async clear(key) {
      await queries.query("delete from latchkey.limits where key = $1", [key]);
    },
  };
}

// The same as `fullAtOf` of `buckets.ts`: a row from a clock that ran ahead counts as one try left.
const FULL_AT = `greatest($2::float8, case
  when present.full_at > $2::float8 + $4::float8 + ${CLOCK_SKEW_MS}
  then $2::float8 + $4::float8 - $3::float8
  else least(present.full_at, $2::float8 + $4::float8) end)`;

interface Taken {
  readonly full_at: number;
  readonly taken: boolean;
}

async function take(
  queries: Queries,
  key: string,
  limit: Limit,
  now: number,
): Promise<LimitAnswer> {
  const [found] = await queries.query<Taken>(
    `with taken as (
       insert into latchkey.limits as present (key, full_at)
       select $1, $2::float8 + $3::float8 where $3 <= $4::float8
       on conflict (key) do update set full_at = ${FULL_AT} + $3
         where ${FULL_AT} + $3 <= $2::float8 + $4
       returning full_at
     )
     select full_at, true as taken from taken
     union all
     select full_at, false from latchkey.limits
       where key = $1 and not exists (select from taken)`,
    [key, now, refillMs(limit), capacityMs(limit)],
  );
  if (found?.taken) return { allowed: true };
  const { answer } = takeFrom(found?.full_at, limit, now);
  // Whoever made it full did so meanwhile.
  return answer.allowed ? denied(1) : answer;
}

async function giveBack(
  queries: Queries,
  key: string,
  limit: Limit,
  now: number,
): Promise<void> {
  await queries.query(
    `update latchkey.limits present set full_at = ${FULL_AT} - $3::float8
     where key = $1`,
    [key, now, refillMs(limit), capacityMs(limit)],
  );
}
