/**
 * Linked logins as operators see them, and as they move from or to another system.
 *
 * @module
 */
import * as v from "valibot";
import { randomId } from "../../crypto/random_id.ts";
import type { Db } from "../../database/database.ts";
import type { ListedFactor } from "../../factor.ts";
import type { User } from "../account/user.ts";
import { identityPart, linkedLoginRow } from "./linked_login.ts";
import type { ProviderTables } from "./tables.ts";

const portableLogins = v.pipe(
  v.array(v.strictObject({
    provider: v.pipe(v.string(), v.regex(/^[a-z][a-z\d_]{0,39}$/)),
    issuer: identityPart,
    subject: identityPart,
    username: v.optional(linkedLoginRow.entries.username, ""),
  })),
  v.minLength(1),
  v.maxLength(20),
);

/** What is wrong with imported logins. */
export function loginsProblem(value: unknown): string | null {
  return v.is(portableLogins, value)
    ? null
    : "must be a list of up to 20 objects with provider, issuer, subject and, optionally, username";
}

/** Queries for operators. */
export function portableLoginQueries(
  db: Db<ProviderTables>,
  labelOf: (provider: string) => string,
) {
  const linked = () =>
    db.selectFrom("linkedLogins").where("expiresAt", "is", null);
  return {
    /** The linked logins of these users, oldest first. */
    async listedLogins(
      userIds: readonly string[],
    ): Promise<ListedFactor[]> {
      const rows = await linked().select([
        "userId",
        "id",
        "provider",
        "username",
        "createdAt",
        "lastUsedAt",
      ]).where("userId", "in", userIds)
        .orderBy("createdAt").orderBy("id").execute();
      return rows.map(({ provider, username, ...login }) => ({
        ...login,
        name: loginName(labelOf(provider), username),
      }));
    },

    /** The number of users with a linked login. */
    async countLinkedUsers(): Promise<number> {
      const { users } = await linked()
        .select(({ fn }) => fn.count("userId").distinct().as("users"))
        .executeTakeFirstOrThrow();
      return Number(users);
    },

    /** Adds logins that another system has linked. One that another account has is left out. */
    async addPortableLogins(
      { id: userId, createdAt }: Pick<User, "id" | "createdAt">,
      value: unknown,
    ): Promise<void> {
      const logins = v.parse(portableLogins, value).map((login) => ({
        ...login,
        id: randomId(),
        userId,
        createdAt,
        lastUsedAt: null,
        expiresAt: null,
      }));
      await db.insertInto("linkedLogins").values(logins)
        .onConflict((conflict) => conflict.doNothing()).execute();
    },

    /** The linked logins of a user as they are imported; undefined if there are none. */
    async readPortableLogins(
      userId: string,
    ): Promise<readonly unknown[] | undefined> {
      const logins = await linked()
        .select(["provider", "issuer", "subject", "username"])
        .where("userId", "=", userId)
        .orderBy("createdAt").orderBy("id").execute();
      return logins.length > 0 ? logins : undefined;
    },
  };
}

/** A linked login in one line: `Google (ada@example.com)`. */
export function loginName(label: string, username: string): string {
  return username === "" ? label : `${label} (${username})`;
}
