/**
 * Passkeys as operators see them.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { ListedFactor } from "../../factor.ts";
import type { PasskeyTables } from "./tables.ts";

/** Queries about the passkeys of many users. */
export function listedPasskeyQueries(db: Db<PasskeyTables>) {
  const passkeys = db.selectFrom("passkeys").where("expiresAt", "is", null);
  return {
    /** The passkeys of these users, oldest first. */
    listed: (userIds: readonly string[]): Promise<ListedFactor[]> =>
      passkeys.select(["userId", "id", "name", "createdAt", "lastUsedAt"])
        .where("userId", "in", userIds)
        .orderBy("createdAt").orderBy("id").execute(),

    /** The number of users with a passkey. */
    async countUsers(): Promise<number> {
      const { users } = await passkeys
        .select(({ fn }) => fn.count("userId").distinct().as("users"))
        .executeTakeFirstOrThrow();
      return Number(users);
    },
  };
}
