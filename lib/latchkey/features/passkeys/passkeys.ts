/**
 * The passkeys of users.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import {
  type Assertion,
  creationOptions,
  requestOptions,
  verifyAssertion,
  verifyCreation,
} from "./ceremonies.ts";
import { type ChallengeUse, newChallenge, useChallenge } from "./challenges.ts";
import { readAssertion, readCreation } from "./responses.ts";
import type { RelyingParty } from "./relying_party.ts";
import { type Passkey, readPasskey } from "./passkey.ts";
import type { PasskeyTables } from "./tables.ts";

/** A passkey as its owner sees it. */
export type PasskeyView = Pick<
  Passkey,
  "id" | "name" | "aaguid" | "backedUp" | "createdAt" | "lastUsedAt"
>;

/** The most passkeys of a user: more than anybody has devices. */
export const MOST_PASSKEYS = 20;

/** Who showed a passkey. */
export interface ShownPasskey extends Pick<Assertion, "userVerified"> {
  readonly userId: string;
  readonly passkeyId: string;
}

/** The passkeys of a database. */
export function createPasskeys(
  db: Db<PasskeyTables>,
  services: Pick<Services, "keys" | "now">,
) {
  async function passkeysOf(userId: string): Promise<Passkey[]> {
    const rows = await db.selectFrom("passkeys").selectAll()
      .where("userId", "=", userId).orderBy("createdAt").orderBy("id")
      .execute();
    return rows.map(readPasskey).filter((passkey) => passkey !== null);
  }
  const take = (use: ChallengeUse) => (challenge: string) =>
    useChallenge(db, services, use, challenge);

  return {
    /** What a browser needs to make a passkey; null when the user has too many. */
    async creationOptions(
      party: RelyingParty,
      user: Pick<User, "id" | "address" | "name">,
    ) {
      const passkeys = await passkeysOf(user.id);
      if (passkeys.length >= MOST_PASSKEYS) return null;
      const use = { purpose: "register", userId: user.id } as const;
      const challenge = await newChallenge(services, use);
      return creationOptions(party, user, passkeys, challenge);
    },

    /** Keeps a passkey that a browser made; null when its answer is wrong. */
    async register(
      party: RelyingParty,
      userId: string,
      { response, name }: { readonly response: string; readonly name: string },
    ): Promise<PasskeyView | null> {
      const read = readCreation(response);
      const use = { purpose: "register", userId } as const;
      const made = read && await verifyCreation(party, read, take(use));
      if (!made) return null;
      const createdAt = services.now();
      const passkey = { ...made, userId, name, createdAt, lastUsedAt: null };
      const kept = await db.insertInto("passkeys").values(passkey)
        .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
      return (kept.numInsertedOrUpdatedRows ?? 0n) > 0n ? passkey : null;
    },

    /** What a browser needs to show a passkey: of the user, or of whoever it is. */
    async requestOptions(party: Pick<RelyingParty, "id">, use: ChallengeUse) {
      const passkeys = use.userId === "" ? [] : await passkeysOf(use.userId);
      const challenge = await newChallenge(services, use);
      return requestOptions(party, passkeys, challenge);
    },

    /** Whose passkey a browser showed; null when its answer is wrong. */
    async verify(
      party: RelyingParty,
      use: ChallengeUse,
      response: string,
    ): Promise<ShownPasskey | null> {
      const read = readAssertion(response);
      const row = read && await db.selectFrom("passkeys").selectAll()
        .where("id", "=", read.id).executeTakeFirst();
      const passkey = readPasskey(row);
      if (
        !read || !passkey ||
        (use.userId !== "" && use.userId !== passkey.userId)
      ) {
        return null;
      }
      const shown = await verifyAssertion(party, passkey, read, take(use));
      if (!shown) return null;
      const { counter, backedUp, userVerified } = shown;
      await db.updateTable("passkeys")
        .set({ counter, backedUp, lastUsedAt: services.now() })
        .where("id", "=", passkey.id).execute();
      const { userId, id: passkeyId } = passkey;
      return { userId, passkeyId, userVerified };
    },

    /** The passkeys of a user, oldest first. */
    async list(userId: string): Promise<PasskeyView[]> {
      const passkeys = await passkeysOf(userId);
      return passkeys.map((
        { id, name, aaguid, backedUp, createdAt, lastUsedAt },
      ) => ({ id, name, aaguid, backedUp, createdAt, lastUsedAt }));
    },

    /** Gives a passkey another name; false when the user has no such passkey. */
    async rename(userId: string, id: string, name: string): Promise<boolean> {
      const renamed = await db.updateTable("passkeys").set({ name })
        .where("userId", "=", userId).where("id", "=", id).executeTakeFirst();
      return renamed.numUpdatedRows > 0n;
    },

    /** Removes a passkey; false when the user has no such passkey. */
    async remove(userId: string, id: string): Promise<boolean> {
      const removed = await db.deleteFrom("passkeys")
        .where("userId", "=", userId).where("id", "=", id).executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },
  };
}
