/**
 * Ceremonies with the passkeys of a database.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { Services } from "../../services.ts";
import { authenticatorName } from "./authenticator_names.ts";
import {
  type Assertion,
  creationOptions,
  isCounted,
  type PasskeyOwner,
  requestOptions,
  userHandle,
  verifyAssertion,
  verifyCreation,
} from "./ceremonies.ts";
import { type ChallengeUse, newChallenge, useChallenge } from "./challenges.ts";
import type { Passkey } from "./passkey.ts";
import {
  passkeyById,
  passkeysOf,
  type PasskeyView,
  passkeyView,
} from "./passkey_rows.ts";
import type { RelyingParty } from "./relying_party.ts";
import { readAssertion, readCreation } from "./responses.ts";
import type { PasskeyTables } from "./tables.ts";

/** The most passkeys of a user: more than anyone has devices. */
export const MOST_PASSKEYS = 20;

/** A passkey that someone has proved to have. */
export interface ShownPasskey extends Pick<Assertion, "userVerified"> {
  readonly userId: string;
  readonly passkeyId: string;
}

/** What is known about the passkey of an answer. */
export interface KnownPasskey {
  readonly id: string;
  readonly state: "works" | "removed" | "unknown";
}

/** Runs what stores a new passkey, and returns whether it did. */
type StoreIn = (
  store: (db: Db<PasskeyTables>) => Promise<boolean>,
) => Promise<boolean>;

/** A login with a passkey alone requires the authenticator to verify the person. */
function verificationFor({ purpose }: ChallengeUse) {
  return purpose === "log_in" ? "required" : "preferred";
}

/** The ceremonies of a database. */
export function ceremonyQueries(
  db: Db<PasskeyTables>,
  services: Pick<Services, "keys" | "now">,
) {
  const taking = (use: ChallengeUse) => (challenge: string) =>
    useChallenge(db, services, use, challenge);

  return {
    /** The options for creating a passkey; null if the user has too many. */
    async creationOptions(party: RelyingParty, user: PasskeyOwner) {
      const passkeys = await passkeysOf(db, user.id);
      if (passkeys.length >= MOST_PASSKEYS) return null;
      const use = { purpose: "register", userId: user.id } as const;
      const challenge = await newChallenge(services, use);
      return creationOptions(party, user, passkeys, challenge);
    },

    /**
     * Stores a passkey that a browser created. Returns null if the answer is wrong.
     *
     * @param created.name What to call it if the authenticator is not a well-known one.
     * @param inTransaction Stores it, in a transaction of its own.
     */
    async register(
      party: RelyingParty,
      userId: string,
      created: { readonly response: string; readonly name: string },
      inTransaction: StoreIn = (store) => store(db),
    ): Promise<PasskeyView | null> {
      const read = readCreation(created.response);
      const use = { purpose: "register", userId } as const;
      const made = read && await verifyCreation(party, read, taking(use));
      if (!made) return null;
      const passkey = {
        ...made,
        userId,
        name: authenticatorName(made.aaguid) ?? created.name,
        createdAt: services.now(),
        lastUsedAt: null,
        expiresAt: null,
      };
      return await inTransaction((db) => storePasskey(db, passkey))
        ? passkeyView(passkey)
        : null;
    },

    /** The options for using a passkey: one of the user's, or anyone's. */
    async requestOptions(party: Pick<RelyingParty, "id">, use: ChallengeUse) {
      const passkeys = use.userId === ""
        ? []
        : await passkeysOf(db, use.userId);
      const challenge = await newChallenge(services, use);
      return requestOptions(party, passkeys, challenge, verificationFor(use));
    },

    /** Whose passkey a browser used. Returns null if its answer is wrong. */
    async verify(
      party: RelyingParty,
      use: ChallengeUse,
      response: string,
    ): Promise<ShownPasskey | null> {
      const read = readAssertion(response);
      const passkey = read && await passkeyById(db, read.id);
      if (!passkey || passkey.expiresAt !== null) return null;
      if (!isOwner(passkey, use, read.response.userHandle)) return null;
      const shown = await verifyAssertion(party, passkey, read, {
        takeChallenge: taking(use),
        userVerification: verificationFor(use),
      });
      if (!shown || !await recordUse(db, services, passkey, shown)) return null;
      const { userId, id: passkeyId } = passkey;
      return { userId, passkeyId, userVerified: shown.userVerified };
    },

    /** What is known about a passkey that was used; null if the answer names none. */
    usedPasskey: (response: string) => known(db, readAssertion(response)),

    /** What is known about a passkey that was created; null if the answer names none. */
    createdPasskey: (response: string) => known(db, readCreation(response)),
  };
}

/** Stores a passkey. Returns false if the user has too many, or someone has it already. */
async function storePasskey(
  db: Db<PasskeyTables>,
  passkey: Passkey,
): Promise<boolean> {
  const { length } = await passkeysOf(db, passkey.userId);
  if (length >= MOST_PASSKEYS) return false;
  const stored = await db.insertInto("passkeys").values(passkey)
    .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (stored.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function known(
  db: Db<PasskeyTables>,
  answer: { readonly id: string } | null,
): Promise<KnownPasskey | null> {
  if (!answer) return null;
  const { id } = answer;
  const passkey = await passkeyById(db, id);
  if (!passkey) return { id, state: "unknown" };
  return { id, state: passkey.expiresAt === null ? "works" : "removed" };
}

/** Whether the passkey belongs to the person of the ceremony (WebAuthn Level 3 §7.2, step 6). */
function isOwner(
  { userId }: Passkey,
  use: ChallengeUse,
  handle: string | undefined,
): boolean {
  if (use.userId === "") return handle === userHandle(userId);
  return use.userId === userId &&
    (handle === undefined || handle === userHandle(userId));
}

/** Records a use. Returns false if the passkey was removed, or another use has counted further. */
async function recordUse(
  db: Db<PasskeyTables>,
  { now }: Pick<Services, "now">,
  passkey: Passkey,
  { counter, backedUp }: Assertion,
): Promise<boolean> {
  const update = db.updateTable("passkeys")
    .set({ counter, backedUp, lastUsedAt: now() })
    .where("id", "=", passkey.id).where("expiresAt", "is", null);
  const mustRise = isCounted(passkey) && counter > 0;
  const used = await (mustRise ? update.where("counter", "<", counter) : update)
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}
