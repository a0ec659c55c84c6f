/**
 * Authenticator apps as operators see them.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { ListedFactor } from "../../factor.ts";
import type { AuthenticatorTables } from "./tables.ts";

/** Queries about the apps of many users. */
export function listedAppQueries(db: Db<AuthenticatorTables>) {
  const apps = db.selectFrom("authenticatorApps")
    .where("confirmedAt", "is not", null).where("removedAt", "is", null);
  return {
    /** The apps of these users that were set up, oldest first. */
    listed: (userIds: readonly string[]): Promise<ListedFactor[]> =>
      apps.select(["userId", "id", "name", "createdAt", "lastUsedAt"])
        .where("userId", "in", userIds)
        .orderBy("createdAt").orderBy("id").execute(),

    /** The number of users with an app. */
    async countUsers(): Promise<number> {
      const { users } = await apps
        .select(({ fn }) => fn.count("userId").distinct().as("users"))
        .executeTakeFirstOrThrow();
      return Number(users);
    },
  };
}
