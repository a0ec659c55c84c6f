/**
 * Email addresses. Each belongs to one account at most, also under concurrent calls.
 *
 * @module
 */
import type { AccountTables } from "./tables.ts";
import { sql } from "kysely";
import type { Database, Db } from "../../database/database.ts";
import { storable } from "../../database/storable.ts";
import { withAddress, withFormerAddress } from "./former_addresses.ts";
import { lockUser, readUser, selectUsers, setUser } from "./user_rows.ts";
import {
  type EmailChangeRequest,
  type FormerAddress,
  isAddressKey,
  type User,
  type UserChange,
} from "./user.ts";

interface Owned {
  readonly userId: string;
  readonly address: string;
  readonly addressKey: string;
}

/** The row of an address. */
export function addressRow(
  { userId, address, addressKey }: Owned,
  keptUntil: number | null = null,
) {
  const domain = addressKey.slice(addressKey.lastIndexOf("@") + 1);
  return { addressKey, domain, address, userId, keptUntil };
}

/** The account that has an address, now or as a former one. The reads are the same in each case. */
async function ownerOf(
  db: Db<AccountTables>,
  addressKey: string,
): Promise<User | null> {
  if (!isAddressKey(addressKey)) return null;
  const owner = db.selectFrom("emailAddresses").select("userId")
    .where("addressKey", "=", addressKey);
  // No account has an empty id.
  const query = selectUsers(db)
    .where("users.id", "=", (eb) => eb.fn.coalesce(owner, sql.lit("")));
  return readUser(await query.executeTakeFirst());
}

/**
 * Makes an address the current one of an account that has no other. Returns false and
 * changes nothing if another account has it or it is reserved for another. Both cases write
 * a row, so they take the same time.
 */
export async function takeAddress(
  db: Db<AccountTables>,
  owned: Owned,
  now: number,
): Promise<boolean> {
  const free = sql`(email_addresses.user_id = excluded.user_id
    or coalesce(email_addresses.kept_until <= ${now}, false))`;
  const { userId: owner } = await db.insertInto("emailAddresses")
    .values(addressRow(owned))
    .onConflict((conflict) =>
      conflict.column("addressKey").doUpdateSet({
        userId: sql`case when ${free} then excluded.user_id
          else email_addresses.user_id end`,
        address: sql`case when ${free} then excluded.address
          else email_addresses.address end`,
        keptUntil: sql`case when ${free} then null
          else email_addresses.kept_until end`,
      })
    )
    .returning("userId").executeTakeFirstOrThrow();
  return owner === owned.userId;
}

/** Releases addresses that belong to this account. */
async function freeAddresses(
  db: Db<AccountTables>,
  userId: string,
  addresses: readonly Pick<User, "addressKey">[],
): Promise<void> {
  if (addresses.length === 0) return;
  const keys = addresses.map(({ addressKey }) => addressKey);
  await db.deleteFrom("emailAddresses")
    .where("userId", "=", userId).where("addressKey", "in", keys).execute();
}

/** Reserves an address for the account that has it. */
async function keepAddress(
  db: Db<AccountTables>,
  userId: string,
  { addressKey, keptUntil }: FormerAddress,
): Promise<void> {
  await db.updateTable("emailAddresses").set({ keptUntil })
    .where("addressKey", "=", addressKey).where("userId", "=", userId)
    .execute();
}

/** Rolls back a transaction because the address has been taken. */
class AddressTaken extends Error {}

/** The result of a transaction, or `taken` if it was rolled back because of an address. */
async function unlessTaken<Result, Taken>(
  transaction: Promise<Result>,
  taken: Taken,
): Promise<Result | Taken> {
  try {
    return await transaction;
  } catch (error) {
    if (error instanceof AddressTaken) return taken;
    throw error;
  }
}

/** Looks up accounts by address and changes their addresses. */
export function userAddresses({ db, transaction }: Database<AccountTables>) {
  return {
    /** Does the same reads whether there is such an account or not. */
    async byAddressKey(addressKey: string): Promise<User | null> {
      const user = await ownerOf(db, addressKey);
      return user?.addressKey === storable(addressKey) ? user : null;
    },
    /** The account for which this address is reserved at `now`; null if there is none. */
    async byFormerAddressKey(
      addressKey: string,
      now: number,
    ): Promise<User | null> {
      const user = await ownerOf(db, addressKey);
      const wanted = storable(addressKey);
      const kept = user?.formerAddresses.some((former) =>
        former.addressKey === wanted && now < former.keptUntil
      );
      return user && kept ? user : null;
    },
    /**
     * Changes the address in one write. The previous one joins `formerAddresses`. Returns
     * `taken` if the address belongs to or is reserved for another account, and `gone` if
     * the account does not exist, or its address or password has changed since the request.
     */
    changeAddress: (
      id: string,
      change: EmailChangeRequest,
    ): Promise<"changed" | "taken" | "gone"> =>
      unlessTaken(
        transaction((db) => changeAddress(db, id, change)),
        "taken",
      ),
    /**
     * Restores a reserved address, releases the current one and every later one, and
     * applies `change` as `secure` does, all in one write. Returns null if the address is
     * no longer reserved.
     */
    restoreAddress: (
      id: string,
      addressKey: string,
      change: UserChange,
      now: number,
    ): Promise<User | null> =>
      unlessTaken(
        transaction(async (db) => {
          const user = await lockUser(db, id);
          const restored = user &&
            withFormerAddress(user, addressKey, change, now);
          if (!restored) return null;
          await freeAddresses(db, id, restored.since);
          const { address } = restored.user;
          const owned = { userId: id, address, addressKey };
          if (!await takeAddress(db, owned, now)) throw new AddressTaken();
          return await setUser(db, restored.user);
        }),
        null,
      ),
  };
}

async function changeAddress(
  db: Db<AccountTables>,
  id: string,
  change: EmailChangeRequest,
): Promise<"changed" | "gone"> {
  const { address, addressKey, verifiedAt: now } = change;
  const user = await lockUser(db, id);
  const changed = user && withAddress(user, change);
  if (!changed) return "gone";
  const { former, over } = changed;
  const isNew = addressKey !== user.addressKey;
  await freeAddresses(db, id, isNew && !former ? [...over, user] : over);
  if (former) await keepAddress(db, id, former);
  const owned = { userId: id, address, addressKey };
  if (!await takeAddress(db, owned, now)) throw new AddressTaken();
  await setUser(db, changed.user);
  return "changed";
}
