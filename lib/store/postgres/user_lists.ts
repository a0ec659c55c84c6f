/**
 * Lists of accounts in PostgreSQL, read a page at a time.
 *
 * @module
 */
import type { Page, PageRequest } from "../pages.ts";
import { isAddressKey, isId, readUser } from "../rows.ts";
import { isUnconfirmed } from "../user_changes.ts";
import type { User } from "../users.ts";
import type { Queries } from "./database.ts";
import { toPage } from "./pages.ts";

interface UserRow {
  readonly row: unknown;
  readonly id: string;
  readonly address_key: string;
}

/** Comes after every address that begins with what stands before it. */
const LAST_CHARACTER = "\u{10FFFF}";

/** Users in order of id. */
export async function listUsers(
  queries: Queries,
  { cursor, limit }: PageRequest,
): Promise<Page<User>> {
  const rows = await queries.query<UserRow>(
    `select row, id, address_key from latchkey.users
     where id > $1 order by id limit $2`,
    [cursor !== undefined && isId(cursor) ? cursor : "", limit + 1],
  );
  return toPage(rows, limit, toUser, ({ id }) => id);
}

/** Users whose address key begins with a text, in order of the key. */
export async function searchUsers(
  queries: Queries,
  text: string,
  { cursor, limit }: PageRequest,
): Promise<Page<User>> {
  if (text !== "" && !isAddressKey(text)) return { items: [] };
  const after = cursor !== undefined && isAddressKey(cursor) &&
      cursor.startsWith(text)
    ? cursor
    : "";
  const rows = await queries.query<UserRow>(
    `select row, id, address_key from latchkey.users
     where address_key >= $1 and address_key < $2 and address_key > $3
     order by address_key limit $4`,
    [text, text + LAST_CHARACTER, after, limit + 1],
  );
  return toPage(rows, limit, toUser, ({ address_key }) => address_key);
}

function toUser({ row, id }: UserRow): User | null {
  return readUser(row, id);
}

/** Ids of users whose time has come, and of those whose removal was cut short. */
export async function dueForDeletion(
  queries: Queries,
  now: number,
  limit: number,
): Promise<string[]> {
  const rows = await queries.query<{ id: string }>(
    `(select user_id as id, 0 as due from latchkey.removals order by id limit $2)
     union all
     (select id, delete_after from latchkey.users where delete_after <= $1
      order by delete_after, id limit $2)
     order by due, id limit $2`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

/** Users whose address was never confirmed, in order of the time they were created. */
export async function unconfirmedUsers(
  queries: Queries,
  { from, to }: { readonly from: number; readonly to: number },
  { cursor = "", limit }: PageRequest,
): Promise<Page<User>> {
  const [, after = 0, id = ""] = /^(\d{1,16}) (\S+)$/.exec(cursor) ?? [];
  const rows = await queries.query<UserRow & { readonly created: string }>(
    `select row, id, address_key, row->>'createdAt' as created
     from latchkey.users
     where row->>'verifiedAt' is null and delete_after is null
       and row->'roles' = '[]'
       and (row->>'createdAt')::bigint > $1
       and (row->>'createdAt')::bigint <= $2
       and ((row->>'createdAt')::bigint, id) > ($3::bigint, $4)
     order by (row->>'createdAt')::bigint, id limit $5`,
    [from, to, after, id, limit + 1],
  );
  const page = toPage(
    rows,
    limit,
    toUser,
    ({ created, id }) => `${created} ${id}`,
  );
  return { ...page, items: page.items.filter(isUnconfirmed) };
}

/** Whether any account has a hash that takes long to check. */
export async function holdsSlowHashes(queries: Queries): Promise<boolean> {
  const [{ exists }] = await queries.query<{ exists: boolean }>(
    "select exists (select from latchkey.users where slow_hash)",
  );
  return exists;
}
