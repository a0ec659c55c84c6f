/**
 * Fills a store with users and their sessions before the app opens it.
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

/** Users written in one batch, with their sessions. */
const AT_ONCE = 1_000;

/** Sessions used in requests, of users spread over the store. */
const MOST_COOKIES = 1_000;

/** The number of users to create. */
export interface Filling {
  readonly path: string;
  readonly users: number;
  /** The sessions of each user; empty when none of them logs in. */
  readonly passwordHash?: string;
  /** Receives the number created so far, for progress. */
  readonly progress?: (users: number) => void;
}

/**
 * Adds them to an SQLite database file.
 *
 * @returns The cookies of some, evenly spread, in the order of their accounts.
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

/**
 * Inserts rows one by one with a prepared statement: a million take minutes.
 */
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
