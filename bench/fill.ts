/**
 * Fills a store with people and their sessions, before the app opens it.
 *
 * @module
 */
import { SESSIONS_EACH } from "./extent.ts";
import { aPerson, aSession, cookieOf } from "./site.ts";
import { openKvStore } from "../lib/store/kv.ts";
import type { Session, StoreRecord } from "../lib/store/store.ts";

/** People that are written together, with their sessions. */
const AT_ONCE = 1_000;

/** Sessions that are asked by, of people all over the store. */
const MOST_COOKIES = 1_000;

/** How many people there are to be. */
export interface Filling {
  readonly path: string;
  readonly users: number;
  /** What each of them has; empty when none of them signs in. */
  readonly passwordHash?: string;
  /** Is told how many are there, now and then. */
  readonly progress?: (users: number) => void;
}

/**
 * Adds them to the Deno KV in a file.
 *
 * @returns The cookies of some, spread evenly, in the order of their accounts.
 */
export async function fillStore(
  { path, users, passwordHash = "", progress }: Filling,
): Promise<string[]> {
  const store = await openKvStore(path);
  try {
    const step = Math.ceil(users / MOST_COOKIES);
    const chosen: Session[] = [];
    for (let from = 0; from < users; from += AT_ONCE) {
      const records: StoreRecord[] = [];
      const until = Math.min(from + AT_ONCE, users);
      for (let number = from; number < until; number++) {
        const user = aPerson(number, passwordHash);
        const sessions = Array.from(
          { length: SESSIONS_EACH },
          () => aSession(user),
        );
        records.push({ kind: "user", value: user });
        for (const value of sessions) records.push({ kind: "session", value });
        if (number % step === 0) chosen.push(sessions[0]);
      }
      await store.records.write(records, Date.now());
      progress?.(until);
    }
    return await Promise.all(chosen.map(cookieOf));
  } finally {
    await store.close();
  }
}
