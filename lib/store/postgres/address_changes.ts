/**
 * Giving an account another address in PostgreSQL, and putting the old one back.
 *
 * @module
 */
import { withAddress, withFormerAddress } from "../former_addresses.ts";
import type { AddressChange, User, UserChange } from "../users.ts";
import { freeAddresses, keepAddress, takeAddress } from "./addresses.ts";
import type { Database } from "./database.ts";
import { lockUser, setUser } from "./user.ts";

/** Gives an account another address. */
export function changeAddress(
  database: Database,
  id: string,
  change: AddressChange,
): Promise<"changed" | "taken" | "gone"> {
  return database.transaction(async (queries) => {
    const user = await lockUser(queries, id);
    const changed = user && withAddress(user, change);
    if (!changed) return "gone";
    const { addressKey, verifiedAt: now } = change;
    if (!await takeAddress(queries, id, addressKey, now)) return "taken";
    const { former, over } = changed;
    const isNew = addressKey !== user.addressKey;
    await freeAddresses(
      queries,
      id,
      isNew && !former ? [...over, user] : over,
    );
    if (former) await keepAddress(queries, id, former);
    await setUser(queries, changed.user);
    return "changed";
  });
}

/** Puts a former address back, and ends every session's epoch; the sessions' rows stay to be swept. */
export function restoreAddress(
  database: Database,
  id: string,
  addressKey: string,
  change: UserChange,
  now: number,
): Promise<User | null> {
  return database.transaction(async (queries) => {
    const user = await lockUser(queries, id);
    const restored = user && withFormerAddress(user, addressKey, change, now);
    if (!restored) return null;
    if (!await takeAddress(queries, id, addressKey, now)) return null;
    await freeAddresses(queries, id, restored.since);
    return await setUser(queries, restored.user);
  });
}
