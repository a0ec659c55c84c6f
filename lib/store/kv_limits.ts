/**
 * Counters of attempts in Deno KV.
 *
 * @module
 */
import { denied, giveBackTo, takeFrom } from "./buckets.ts";
import {
  decide,
  type Decision,
  expireIn,
  StoreContention,
} from "./kv_atomic.ts";
import { limitKey } from "./kv_keys.ts";
import type { Bucket, LimitAnswer, LimitStore } from "./store.ts";

/** The counters of a database. */
export function kvLimits(kv: Deno.Kv): LimitStore {
  return {
    take: (buckets, now) => take(kv, buckets, now),
    giveBack: (buckets, now) => giveBack(kv, buckets, now),
    async clear(keys) {
      const write = kv.atomic();
      for (const key of keys) write.delete(limitKey(key));
      await write.commit();
    },
  };
}

async function take(
  kv: Deno.Kv,
  buckets: readonly Bucket[],
  now: number,
): Promise<LimitAnswer> {
  try {
    return await decide(async (): Promise<Decision<LimitAnswer>> => {
      const entries = await read(kv, buckets);
      const stored = entries.map(({ value }) => value);
      const { answer, fullAt } = takeFrom(buckets, stored, now);
      if (!answer.allowed) return { answer };
      const write = kv.atomic().check(...entries);
      entries.forEach(({ key }, index) =>
        write.set(key, fullAt[index], expireIn(now, fullAt[index]))
      );
      return { answer, write };
    });
  } catch (error) {
    // So many rivals for one bucket are an attack: a limit that cannot count says no.
    if (error instanceof StoreContention) return denied(buckets[0][0], 1);
    throw error;
  }
}

async function giveBack(
  kv: Deno.Kv,
  buckets: readonly Bucket[],
  now: number,
): Promise<void> {
  await decide(async () => {
    const entries = await read(kv, buckets);
    const write = kv.atomic().check(...entries);
    entries.forEach(({ key, value }, index) => {
      const fullAt = giveBackTo(value, buckets[index][1], now);
      if (fullAt > now) write.set(key, fullAt, expireIn(now, fullAt));
      else write.delete(key);
    });
    return { answer: undefined, write };
  });
}

function read(kv: Deno.Kv, buckets: readonly Bucket[]) {
  return kv.getMany(buckets.map(([key]) => limitKey(key)));
}
