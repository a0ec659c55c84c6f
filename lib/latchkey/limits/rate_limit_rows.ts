/**
 * Rate limits in the database, with the algorithm of `buckets.ts`. They are exact for
 * concurrent calls and several processes.
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

/**
 * A power cut may return the attempts of the last second, so there is no need to wait for the
 * disk.
 */
const RELAXED = { durability: "relaxed" } as const;

/** The rate limits of a database. */
export function createLimits({ db, transaction }: Database<LimitTables>) {
  return {
    /**
     * Takes one attempt from each bucket in one write, or from none. A denied attempt writes
     * nothing.
     */
    async take(buckets: readonly Bucket[], now: number): Promise<LimitAnswer> {
      const keys = keysOf(buckets);
      const stored = await fullTimes(db, keys);
      const { answer } = takeFrom(buckets, stored, now);
      if (!answer.allowed) return answer; // Under attack, an attempt costs one read.
      return await transaction(async (db) => {
        const stored = await lockBuckets(db, keys, now);
        const { answer, fullAt } = takeFrom(buckets, stored, now);
        if (answer.allowed) await setBuckets(db, keys, fullAt);
        return answer;
      }, RELAXED);
    },
    /** Returns one attempt to each bucket, for an attempt that turned out not to count. */
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
    /** Refills the buckets. */
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

/** When each bucket is full again, in the order of `keys`; undefined for a full bucket. */
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
 * Reads the buckets and locks them until the transaction ends, including those without a row.
 * One statement, so that no row can be deleted in between.
 */
async function lockBuckets(
  db: Db<LimitTables>,
  keys: readonly string[],
  now: number,
): Promise<(number | undefined)[]> {
  // Locking in the same order everywhere prevents deadlocks.
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
