/**
 * One-time codes in Deno KV.
 *
 * @module
 */
import { tryMacs } from "./code_tries.ts";
import {
  decide,
  type Decision,
  expireIn,
  StoreContention,
} from "./kv_atomic.ts";
import { isPresent, joinGeneration } from "./kv_generations.ts";
import { codeKey, generationKey } from "./kv_keys.ts";
import type { OneTimeCode, OneTimeCodeStore } from "./one_time.ts";
import {
  isSibling,
  readCode,
  type StoredCode,
  writeCode,
} from "./one_time_rows.ts";

/** The one-time codes of a database. */
export function kvOneTimeCodes(kv: Deno.Kv): OneTimeCodeStore {
  return {
    create: (code) => createCode(kv, code),
    try: (subject, scope, macs, now) => tryCode(kv, subject, scope, macs, now),
  };
}

/** Replaces the code that its subject and scope had. */
export async function createCode(
  kv: Deno.Kv,
  code: OneTimeCode,
): Promise<void> {
  const row = writeCode(code);
  const { subject, scope, createdAt, expiresAt } = row;
  await decide(async (): Promise<Decision<void>> => {
    const generationEntry = await kv.get(generationKey(subject, scope));
    const write = kv.atomic();
    const stored: StoredCode = {
      code: row,
      generation: joinGeneration(write, generationEntry, row),
    };
    const expiry = expireIn(createdAt, expiresAt);
    write.set(codeKey(subject, scope), stored, expiry);
    return { answer: undefined, write };
  });
}

async function tryCode(
  kv: Deno.Kv,
  subject: string,
  scope: string,
  macs: readonly string[],
  now: number,
): Promise<boolean> {
  if (!isSibling(subject, scope)) return false;
  try {
    return await decide(async (): Promise<Decision<boolean>> => {
      const [entry, generationEntry] = await kv.getMany([
        codeKey(subject, scope),
        generationKey(subject, scope),
      ]);
      const stored = readCode(entry.value, subject, scope);
      const live = stored && isPresent(stored.generation, generationEntry)
        ? stored
        : null;
      const found = tryMacs(live?.code ?? null, macs, now);
      const write = kv.atomic().check(entry, generationEntry);
      if (found === "right") {
        write.delete(entry.key).delete(generationEntry.key);
      } else if (found === "wrong" && live) {
        setTried(write, entry.key, live, now);
      } else {
        write.set(entry.key, DECOY, { expireIn: DECOY_MS });
      }
      return { answer: found === "right", write };
    });
  } catch (error) {
    // So many rivals for one code are an attack: a code whose tries cannot be counted is wrong.
    if (error instanceof StoreContention) return false;
    throw error;
  }
}

function setTried(
  write: Deno.AtomicOperation,
  key: Deno.KvKey,
  { code, generation }: StoredCode,
  now: number,
): void {
  const tried: StoredCode = {
    code: writeCode({ ...code, triesLeft: code.triesLeft - 1 }),
    generation,
  };
  write.set(key, tried, expireIn(now, code.expiresAt));
}

/**
 * Lies where a live code would: so a try without one writes in the same place, and
 * many at once are in each other's way just as much.
 */
const DECOY = "decoy";

/** Nobody reads it, so it may go at once. */
const DECOY_MS = 1000;
