/**
 * Who has which address in PostgreSQL: at most one user, also under concurrent calls.
 *
 * @module
 */
import { isAddressKey, readUser } from "../rows.ts";
import type { User } from "../users.ts";
import type { Queries } from "./database.ts";
import { storable } from "./text.ts";
import type { Stored } from "./user.ts";

interface Owned extends Stored {
  readonly id: string;
}

/** Reads who has an address, and the user: two looks at indexes, whoever has it. */
async function ownerOf(
  queries: Queries,
  addressKey: string,
): Promise<User | null> {
  if (!isAddressKey(addressKey)) return null;
  // No user has an empty id.
  const [found] = await queries.query<Owned>(
    `select row, id from latchkey.users where id = coalesce(
       (select user_id from latchkey.addresses where address_key = $1), '')`,
    [addressKey],
  );
  return readUser(found?.row, found?.id);
}

/** The user whose address this is. */
export async function userByAddressKey(
  queries: Queries,
  addressKey: string,
): Promise<User | null> {
  const user = await ownerOf(queries, addressKey);
  return user?.addressKey === storable(addressKey) ? user : null;
}

/** The user for whom the address is kept. */
export async function userByFormerAddressKey(
  queries: Queries,
  addressKey: string,
  now: number,
): Promise<User | null> {
  const user = await ownerOf(queries, addressKey);
  const wanted = storable(addressKey);
  const kept = user?.formerAddresses.some((former) =>
    former.addressKey === wanted && now < former.keptUntil
  );
  return user && kept ? user : null;
}

/** Gives a user an address; false, and nothing changes, when another has it or it is kept for another. */
export async function takeAddress(
  queries: Queries,
  userId: string,
  addressKey: string,
  now: number,
): Promise<boolean> {
  const taken = await queries.query(
    `insert into latchkey.addresses as present (address_key, user_id)
     values ($1, $2)
     on conflict (address_key) do update
       set user_id = excluded.user_id, kept_until = null
       where present.user_id = excluded.user_id or present.kept_until <= $3
     returning address_key`,
    [addressKey, userId, now],
  );
  return taken.length === 1;
}

/** Frees addresses, where this user has them. */
export async function freeAddresses(
  queries: Queries,
  userId: string,
  addresses: readonly Pick<User, "addressKey">[],
): Promise<void> {
  const keys = addresses.map(({ addressKey }) => storable(addressKey));
  await queries.query(
    `delete from latchkey.addresses
     where user_id = $1 and address_key = any($2::text[])`,
    [userId, keys],
  );
}

/** Keeps an address for the user who has it. */
export async function keepAddress(
  queries: Queries,
  userId: string,
  { addressKey, keptUntil }: { addressKey: string; keptUntil: number },
): Promise<void> {
  await queries.query(
    `update latchkey.addresses set kept_until = $3
     where address_key = $1 and user_id = $2`,
    [addressKey, userId, keptUntil],
  );
}
