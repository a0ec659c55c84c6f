/**
 * How the Deno KV adapter changes what others may be changing too: read, decide,
 * write only if nothing changed meanwhile, else begin again.
 *
 * @module
 */
import { StoreUnavailableError } from "../database/unavailable.ts";

/** What to do after a read: the answer, and the write (with its checks) it depends on. */
export interface Decision<Answer> {
  readonly answer: Answer;
  readonly write?: Deno.AtomicOperation;
}

/** Thrown when a change found no gap between the changes of others in {@linkcode MAX_ATTEMPTS} attempts. Nothing was written. */
export class StoreContention extends StoreUnavailableError {
  constructor() {
    super("busy");
  }
}

/** An attempt fails only because another one succeeded, so this outlasts a hundred rivals. */
const MAX_ATTEMPTS = 100;

/** The longest pause between two attempts, in milliseconds. */
const MAX_PAUSE_MS = 64;

/**
 * Takes decisions until one is written or needs no write.
 *
 * @throws {StoreContention} after {@linkcode MAX_ATTEMPTS} attempts.
 */
export async function decide<Answer>(
  attempt: () => Promise<Decision<Answer>>,
): Promise<Answer> {
  for (let failures = 0; failures < MAX_ATTEMPTS; failures++) {
    const { answer, write } = await attempt();
    if (!write || (await write.commit()).ok) return answer;
    await pause(failures);
  }
  throw new StoreContention();
}

/** Waits before the next attempt: for a random time, so that rivals do not meet again and again. */
export function pause(failures: number): Promise<void> {
  const most = Math.min(2 ** failures, MAX_PAUSE_MS);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * most));
}

/** No record of ours lives longer: 400 days in milliseconds. KV refuses numbers it finds absurd. */
const MAX_EXPIRY_MS = 400 * 24 * 60 * 60 * 1000;

/**
 * After how many milliseconds KV may forget a record. It does so some time later,
 * so whoever reads the record still looks at its time.
 */
export function expireIn(from: number, until: number): { expireIn: number } {
  const left = Math.ceil(until - from);
  return { expireIn: Math.min(Math.max(left, 1), MAX_EXPIRY_MS) };
}

/**
 * Adds a record that nobody reads to a write that has nothing to say, so that it takes
 * as long as one that has.
 */
export function writeDecoy(write: Deno.AtomicOperation): void {
  write.set(["decoy"], 0, { expireIn: 1000 });
}
