/**
 * Rate limits: counters of attempts, by the sums of `buckets.ts`, exact under concurrent
 * calls and across processes.
 *
 * @module
 */
import type { LimitTables } from "./tables.ts";
import type { Database, Db } from "../database/database.ts";
import { storable } from "../database/storable.ts";
import {
  type Bucket,
  giveBackTo,
  type LimitAnswer,
  takeFrom,
} from "./buckets.ts";

/** A power cut may give back the attempts of the last second: no reason to wait for the disk at each. */
const RELAXED = { durability: "relaxed" } as const;

/** The rate limits of a database. */
export function createLimits({ db, transaction }: Database<LimitTables>) {
  return {
    /** Takes one attempt from each bucket, in one write, or from none: a refused attempt writes nothing. */
    async take(buckets: readonly Bucket[], now: number): Promise<LimitAnswer> {
      const keys = keysOf(buckets);
      const stored = await fullTimes(db, keys);
      const { answer } = takeFrom(buckets, stored, now);
      if (!answer.allowed) return answer; // An attack costs one read an attempt.
      return await transaction(async (db) => {
        const stored = await lockBuckets(db, keys, now);
        const { answer, fullAt } = takeFrom(buckets, stored, now);
        if (answer.allowed) await setBuckets(db, keys, fullAt);
        return answer;
      }, RELAXED);
    },
    /** Gives one attempt back to each bucket, for an attempt that turned out not to count. */
    async giveBack(buckets: readonly Bucket[], now: number): Promise<void> {
      const keys = keysOf(buckets);
      await transaction(async (db) => {
        const stored = await lockBuckets(db, keys, now);
        const fullAt = buckets.map(([, limit], index) =>
          giveBackTo(stored[index], limit, now)
        );
        await setBuckets(db, keys, fullAt);
      }, RELAXED);
    },
    /** Fills the buckets again. */
    async clear(keys: readonly string[]): Promise<void> {
      if (keys.length === 0) return;
      await db.deleteFrom("rateLimits").where("key", "in", keys.map(storable))
        .execute();
    },
  };
}

function keysOf(buckets: readonly Bucket[]): string[] {
  return buckets.map(([key]) => storable(key));
}

/** When each bucket is full again, in the order of their keys; undefined for one that is full. */
async function fullTimes(
  db: Db<LimitTables>,
  keys: readonly string[],
): Promise<(number | undefined)[]> {
  const rows = await db.selectFrom("rateLimits").select(["key", "fullAt"])
    .where("key", "in", keys).execute();
  return inOrder(rows, keys);
}

function inOrder(
  rows: readonly LimitTables["rateLimits"][],
  keys: readonly string[],
): (number | undefined)[] {
  const found = new Map(rows.map(({ key, fullAt }) => [key, fullAt]));
  return keys.map((key) => found.get(key));
}

/**
 * The same in a transaction, to whose end nobody else changes them: also those that were not
 * there. In one statement, between whose parts nobody deletes them either.
 */
async function lockBuckets(
  db: Db<LimitTables>,
  keys: readonly string[],
  now: number,
): Promise<(number | undefined)[]> {
  // Everybody locks them in the same order, so that nobody waits for each other.
  const full = keys.toSorted().map((key) => ({ key, fullAt: now }));
  const rows = await db.insertInto("rateLimits").values(full)
    .onConflict((conflict) =>
      conflict.column("key")
        .doUpdateSet((eb) => ({ fullAt: eb.ref("rateLimits.fullAt") }))
    )
    .returning(["key", "fullAt"]).execute();
  return inOrder(rows, keys);
}

async function setBuckets(
  db: Db<LimitTables>,
  keys: readonly string[],
  fullAt: readonly number[],
): Promise<void> {
  const rows = keys.map((key, index) => ({ key, fullAt: fullAt[index] }));
  await db.insertInto("rateLimits").values(rows)
    .onConflict((conflict) =>
      conflict.column("key")
        .doUpdateSet((eb) => ({ fullAt: eb.ref("excluded.fullAt") }))
    ).execute();
}
