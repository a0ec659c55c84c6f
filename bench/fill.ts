/**
 * Fills a store with people and their sessions, before the app opens it.
 *
 * @module
 */
import { SESSIONS_EACH } from "./extent.ts";
import { aPerson, aSession, cookieOf } from "./site.ts";
import type { Db } from "../lib/database/database.ts";
import { openDatabase } from "../lib/database/open.ts";
import type { Session, User } from "../lib/store/store.ts";
import { addressRow } from "../lib/store/addresses.ts";
import { userColumns } from "../lib/store/user_rows.ts";

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
 * Adds them to the SQLite database in a file.
 *
 * @returns The cookies of some, spread evenly, in the order of their accounts.
 */
export async function fillStore(
  { path, users, passwordHash = "", progress }: Filling,
): Promise<string[]> {
  const database = await openDatabase({
    databaseUrl: null,
    databaseFile: path,
  });
  try {
    const step = Math.ceil(users / MOST_COOKIES);
    const chosen: Session[] = [];
    for (let from = 0; from < users; from += AT_ONCE) {
      const until = Math.min(from + AT_ONCE, users);
      const people = Array.from(
        { length: until - from },
        (_, index) => aPerson(from + index, passwordHash),
      );
      const sessions = people.map((user) =>
        Array.from({ length: SESSIONS_EACH }, () => aSession(user))
      );
      chosen.push(
        ...sessions.map(([first]) => first)
          .filter((_, index) => (from + index) % step === 0),
      );
      await database.transaction(
        (db) => insert(db, people, sessions.flat()),
        { durability: "relaxed" },
      );
      progress?.(until);
    }
    return await Promise.all(chosen.map(cookieOf));
  } finally {
    await database.close();
  }
}

async function insert(
  db: Db,
  people: readonly User[],
  sessions: readonly Session[],
): Promise<void> {
  await db.insertInto("users").values(people.map(userColumns)).execute();
  const addresses = people.map((user) =>
    addressRow({ ...user, userId: user.id })
  );
  await db.insertInto("emailAddresses").values(addresses).execute();
  await db.insertInto("sessions").values(sessions).execute();
}
