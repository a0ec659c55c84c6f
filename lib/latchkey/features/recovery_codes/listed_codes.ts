/**
 * Recovery codes as operators see them: how many are left.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { ListedFactor } from "../../factor.ts";
import type { RecoveryCodeTables } from "./tables.ts";

/** Queries about the codes of many users. */
export function listedCodeQueries(db: Db<RecoveryCodeTables>) {
  const codes = db.selectFrom("recoveryCodes").where("removedAt", "is", null);
  return {
    /** The codes of these users that are left, as one factor for each user. */
    async listed(userIds: readonly string[]): Promise<ListedFactor[]> {
      const sets = await codes
        .select(({ fn, eb }) => [
          "userId",
          fn.max("createdAt").as("createdAt"),
          fn.max("usedAt").as("lastUsedAt"),
          fn.sum(
            eb.case().when("usedAt", "is", null).then(1).else(0).end(),
          ).as("left"),
        ])
        .where("userId", "in", userIds).groupBy("userId").orderBy("userId")
        .execute();
      return sets.map(({ userId, createdAt, lastUsedAt, left }) => ({
        userId,
        id: userId,
        name: "",
        createdAt: Number(createdAt),
        lastUsedAt: lastUsedAt === null ? null : Number(lastUsedAt),
        left: Number(left),
      })).filter(({ left }) => left > 0);
    },

    /** The number of users with codes that are left. */
    async countUsers(): Promise<number> {
      const { users } = await codes.where("usedAt", "is", null)
        .select(({ fn }) => fn.count("userId").distinct().as("users"))
        .executeTakeFirstOrThrow();
      return Number(users);
    },
  };
}
