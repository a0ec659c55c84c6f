/**
 * Counters of tries in Deno KV: one number a bucket, by the generic cell rate
 * algorithm (ITU-T I.371). The number is the time when the bucket is full again.
 *
 * @module
 */
import { decide, expireIn, StoreContention } from "./kv_atomic.ts";
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
    return await decide(async () => {
      const entry = await kv.get(limitKey(key));
      const fullAt = readFullAt(entry.value, limit, now) + refillMs(limit);
      const wait = fullAt - now - capacityMs(limit);
      if (wait > 0) return { answer: denied(Math.ceil(wait / 1000)) };
      const write = kv.atomic().check(entry)
        .set(entry.key, fullAt, expireIn(now, fullAt));
      return { answer: { allowed: true }, write };
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
    const fullAt = readFullAt(entry.value, limit, now) - refillMs(limit);
    const write = kv.atomic().check(entry);
    if (fullAt > now) write.set(entry.key, fullAt, expireIn(now, fullAt));
    else write.delete(entry.key);
    return { answer: undefined, write };
  });
}

// A row from a clock that ran ahead must not lock anybody out for longer than an empty bucket does.
function readFullAt(value: unknown, limit: Limit, now: number): number {
  const fullAt = typeof value === "number" && value > now ? value : now;
  return Math.min(fullAt, now + capacityMs(limit));
}

function refillMs({ refillSeconds }: Limit): number {
  return refillSeconds * 1000;
}

function capacityMs(limit: Limit): number {
  return limit.burst * refillMs(limit);
}

function denied(retryAfterSeconds: number): LimitAnswer {
  return { allowed: false, retryAfterSeconds };
}
