/**
 * Asks several times the same query at once: what a request costs with PostgreSQL is above all
 * the way there and back, and requests that wait for it can go together.
 *
 * @module
 */
import type { CompiledQuery } from "kysely";
import type { RawRows } from "../database.ts";
import { StoreUnavailableError } from "../unavailable.ts";
import { type PostgresPool, toPostgres } from "./driver.ts";

/** How many queries may be in flight. Later ones wait for an answer and are then sent together. */
const MOST_UNDER_WAY = 2;

/** The most lookups that one query does. */
const MOST_TOGETHER = 100;

interface Asked {
  readonly values: readonly unknown[];
  resolve(rows: RawRows): void;
  reject(error: unknown): void;
}

/** Those who wait to ask the same query. */
interface Queue {
  readonly sql: string;
  readonly waiting: Asked[];
  underWay: number;
}

/** Reads by prepared queries, whose values are texts. */
export function createBatchedReads(
  pool: PostgresPool,
): (query: CompiledQuery) => Promise<RawRows> {
  const queues = new Map<string, Queue>();
  return ({ sql, parameters: values }) => {
    let queue = queues.get(sql);
    if (!queue) {
      queue = { sql: togetherSql(sql), waiting: [], underWay: 0 };
      queues.set(sql, queue);
    }
    const { promise, resolve, reject } = Promise.withResolvers<RawRows>();
    queue.waiting.push({ values, resolve, reject });
    if (queue.underWay < MOST_UNDER_WAY) goOn(pool, queue);
    return promise;
  };
}

/** The query for each of a list of values; a row is one JSON text, which is read faster than its columns one by one. */
function togetherSql(sql: string): string {
  const single = sql.replace(
    /\$(\d+)/g,
    (_, number) => `(asked.parameters->>${Number(number) - 1})`,
  );
  return `select asked.place::int, row_to_json(found)::text
    from json_array_elements($1::json) with ordinality as asked (parameters, place)
    cross join lateral (${single}) as found`;
}

async function goOn(pool: PostgresPool, queue: Queue): Promise<void> {
  const together = queue.waiting.splice(0, MOST_TOGETHER);
  queue.underWay++;
  try {
    const found = await ask(pool, queue.sql, together);
    together.forEach(({ resolve }, at) => resolve(toLists(found[at])));
  } catch (error) {
    // A server that hangs keeps each batch for seconds: nobody waits for more than one.
    const others = isOverSoon(error) ? [] : queue.waiting.splice(0);
    for (const { reject } of [...together, ...others]) reject(error);
  } finally {
    queue.underWay--;
    if (queue.waiting.length > 0) goOn(pool, queue);
  }
}

/** Whether the next who ask are told at once, too, or helped by a new connection. */
function isOverSoon(error: unknown): boolean {
  return error instanceof StoreUnavailableError && error.trouble === "gone";
}

/** The rows of each, in the order in which they were asked. */
async function ask(
  pool: PostgresPool,
  sql: string,
  together: readonly Asked[],
): Promise<Record<string, unknown>[][]> {
  const connection = await pool.connect();
  try {
    const values = JSON.stringify(
      together.map(({ values }) => values.map(toPostgres)),
    );
    const found = together.map(() => [] as Record<string, unknown>[]);
    for (const [place, json] of await connection.read(sql, [values])) {
      found[place - 1].push(JSON.parse(json));
    }
    return found;
  } finally {
    connection.release();
  }
}

function toLists(rows: readonly Record<string, unknown>[]): RawRows {
  return {
    columns: Object.keys(rows[0] ?? {}),
    rows: rows.map((row) => Object.values(row)),
  };
}
