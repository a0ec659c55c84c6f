/**
 * Passkeys that move from or to another system of the same domain.
 *
 * @module
 */
import * as v from "valibot";
import type { Db } from "../../database/database.ts";
import type { User } from "../account/user.ts";
import { passkeyRow } from "./passkey.ts";
import type { PasskeyTables } from "./tables.ts";

const { id, name, publicKey, counter, aaguid } = passkeyRow.entries;

/** Nothing is known about the model. */
const NO_MODEL = "00000000-0000-0000-0000-000000000000";

const portablePasskeys = v.pipe(
  v.array(v.strictObject({
    id,
    publicKey,
    name: v.optional(name, ""),
    counter: v.optional(counter, 0),
    transports: v.optional(
      v.array(v.pipe(v.string(), v.regex(/^[a-z-]{1,20}$/))),
      [],
    ),
    aaguid: v.optional(aaguid, NO_MODEL),
    backupEligible: v.optional(v.boolean(), false),
    backedUp: v.optional(v.boolean(), false),
  })),
  v.minLength(1),
  v.maxLength(20),
);

/** What is wrong with imported passkeys. */
export function passkeysProblem(value: unknown): string | null {
  return v.is(portablePasskeys, value)
    ? null
    : "must be a list of up to 20 objects with id and publicKey in base64url and, " +
      "optionally, name, counter, transports, aaguid, backupEligible, backedUp";
}

/** Queries for moving passkeys. */
export function portablePasskeyQueries(db: Db<PasskeyTables>) {
  return {
    /** Adds passkeys that another system has registered. */
    async addPortable(
      { id: userId, createdAt }: Pick<User, "id" | "createdAt">,
      value: unknown,
    ): Promise<void> {
      const passkeys = v.parse(portablePasskeys, value)
        .map(({ transports, ...passkey }) => ({
          ...passkey,
          transports: transports.join(" "),
          userId,
          createdAt,
          lastUsedAt: null,
          expiresAt: null,
        }));
      await db.insertInto("passkeys").values(passkeys)
        .onConflict((conflict) => conflict.column("id").doNothing()).execute();
    },

    /** The passkeys of a user as they are imported; undefined if there are none. */
    async readPortable(
      userId: string,
    ): Promise<readonly unknown[] | undefined> {
      const rows = await db.selectFrom("passkeys").selectAll()
        .where("userId", "=", userId).where("expiresAt", "is", null)
        .orderBy("createdAt").orderBy("id").execute();
      const passkeys = rows.map((row) => ({
        id: row.id,
        publicKey: row.publicKey,
        name: row.name,
        counter: Number(row.counter),
        transports: row.transports.split(" ").filter((one) => one !== ""),
        aaguid: row.aaguid,
        backupEligible: Boolean(row.backupEligible),
        backedUp: Boolean(row.backedUp),
      }));
      return passkeys.length > 0 ? passkeys : undefined;
    },
  };
}
