/**
 * Fills a store with people and their sessions, before the app opens it.
 *
 * @module
 */
import { SESSIONS_EACH } from "./extent.ts";
import { aPerson, aSession, cookieOf } from "./site.ts";
import { openDatabase } from "../lib/latchkey/database/open.ts";
import {
  openHandle,
  type SqliteHandle,
} from "../lib/latchkey/database/sqlite/handle.ts";
import type { Session } from "../lib/latchkey/features/session/session.ts";
import type { User } from "../lib/latchkey/features/account/user.ts";
import { addressRow } from "../lib/latchkey/features/account/email_addresses.ts";
import { userColumns } from "../lib/latchkey/features/account/user_rows.ts";
import { TEST_MIGRATIONS } from "../lib/latchkey/testing/site.ts";

/** People that are written together, with their sessions. */
const AT_ONCE = 1_000;

/** Sessions that are asked by, of people all over the store. */
const MOST_COOKIES = 1_000;

/** How many people there are to be. */
export interface Filling {
  readonly path: string;
  readonly users: number;
  /** What each of them has; empty when none of them logs in. */
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
  await (await openDatabase(
    { databaseUrl: null, databaseFile: path },
    TEST_MIGRATIONS,
  )).close();
  const handle = openHandle(path, { durable: false });
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
      handle.database.exec("begin");
      insert(handle, "users", people.map(userColumns));
      insert(handle, "email_addresses", people.map(addressOf));
      insert(handle, "sessions", sessions.flat());
      handle.database.exec("commit");
      progress?.(until);
    }
    return await Promise.all(chosen.map(cookieOf));
  } finally {
    handle.database.close();
  }
}

function addressOf(user: User) {
  return addressRow({ ...user, userId: user.id });
}

/** Adds rows one by one, by a statement that is prepared once: a million are there in minutes. */
function insert(
  { query }: SqliteHandle,
  table: string,
  rows: readonly object[],
): void {
  const columns = Object.keys(rows[0]).map((name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  );
  const sql = `insert into ${table} (${columns.join(", ")})
    values (${columns.map(() => "?").join(", ")})`;
  for (const row of rows) query({ sql, parameters: Object.values(row) });
}
