/**
 * One user's row in PostgreSQL, as accounts and sessions both read and change it.
 *
 * @module
 */
import { isId, readUser, writeUser } from "../rows.ts";
import type { User } from "../users.ts";
import type { Database, Queries } from "./database.ts";
import { noticeOf } from "./notices.ts";
import { storableJson } from "./text.ts";

/** A row of a table of records. */
export interface Stored {
  readonly row: unknown;
}

/** A user; null when there is none. */
export async function getUser(
  queries: Queries,
  id: string,
): Promise<User | null> {
  if (!isId(id)) return null;
  const [found] = await queries.query<Stored>(
    "select row from latchkey.users where id = $1",
    [id],
  );
  return readUser(found?.row, id);
}

/** The same in a transaction, to whose end nobody else changes them. */
export async function lockUser(
  queries: Queries,
  id: string,
): Promise<User | null> {
  if (!isId(id)) return null;
  const [found] = await queries.query<Stored>(
    "select row from latchkey.users where id = $1 for update",
    [id],
  );
  return readUser(found?.row, id);
}

/**
 * Replaces the row of a user who is locked, and tells the other processes.
 *
 * @returns The user as written.
 */
export async function setUser(queries: Queries, user: User): Promise<User> {
  const row = writeUser(user);
  await queries.query(
    `with changed as (
       update latchkey.users set row = $2::jsonb where id = $1 returning id
     ) select ${noticeOf("user", "id")} from changed`,
    [row.id, storableJson(row)],
  );
  return row;
}

/**
 * Applies a change to the newest version of a user; null when there is no such user or
 * `change` gives null.
 */
export function changeUser(
  database: Database,
  id: string,
  change: (user: User) => User | null,
): Promise<User | null> {
  return database.transaction(async (queries) => {
    const user = await lockUser(queries, id);
    const changed = user && change(user);
    return changed && await setUser(queries, changed);
  });
}
