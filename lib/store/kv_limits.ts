/**
 * Counters of tries in Deno KV.
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
import type { Limit, LimitAnswer, LimitStore } from "./store.ts";

/** The counters of a database. */
export function kvLimits(kv: Deno.Kv): LimitStore {
  return {
    take: (key, limit, now) => take(kv, key, limit, now),
    giveBack: (key, limit, now) => giveBack(kv, key, limit, now),
    clear: (key) => kv.delete(limitKey(key)),
  };
}

async function take(
  kv: Deno.Kv,
  key: string,
  limit: Limit,
  now: number,
): Promise<LimitAnswer> {
  try {
    return await decide(async (): Promise<Decision<LimitAnswer>> => {
      const entry = await kv.get(limitKey(key));
      const { answer, fullAt } = takeFrom(entry.value, limit, now);
      if (!answer.allowed) return { answer };
      const write = kv.atomic().check(entry)
        .set(entry.key, fullAt, expireIn(now, fullAt));
      return { answer, write };
    });
  } catch (error) {
    // So many rivals for one bucket are an attack: a limit that cannot count says no.
    if (error instanceof StoreContention) return denied(1);
    throw error;
  }
}

async function giveBack(
  kv: Deno.Kv,
  key: string,
  limit: Limit,
  now: number,
): Promise<void> {
  await decide(async () => {
    const entry = await kv.get(limitKey(key));
    const fullAt = giveBackTo(entry.value, limit, now);
    const write = kv.atomic().check(entry);
    if (fullAt > now) write.set(entry.key, fullAt, expireIn(now, fullAt));
    else write.delete(entry.key);
    return { answer: undefined, write };
  });
}
