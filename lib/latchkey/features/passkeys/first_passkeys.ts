/**
 * Passkeys of accounts that don't exist yet.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { Services } from "../../services.ts";
import { authenticatorName } from "./authenticator_names.ts";
import { creationOptions, verifyCreation } from "./ceremonies.ts";
import {
  type ChallengeUse,
  newChallenge,
  readChallenge,
  useChallenge,
} from "./challenges.ts";
import type { Passkey } from "./passkey.ts";
import type { RelyingParty } from "./relying_party.ts";
import { readCreation } from "./responses.ts";
import type { PasskeyTables } from "./tables.ts";

/** The account that a passkey will be for, and the browser that makes it. */
export interface FutureAccount {
  /** The id that the account will have, which the authenticator stores with the passkey. */
  readonly id: string;
  /** The key of its address. */
  readonly addressKey: string;
  /** The browser's binding. */
  readonly browser: string;
}

/** A passkey that a browser made for an account that doesn't exist yet. */
export interface FirstPasskey {
  readonly passkey: Passkey;
  /** False if the browser has sent it before. */
  readonly isNew: boolean;
}

/** The passkeys of future accounts in a database. */
export function createFirstPasskeys(
  db: Db<PasskeyTables>,
  services: Pick<Services, "keys" | "now">,
) {
  return {
    /**
     * What a browser needs to make the passkey of a new account. Its challenge is only valid
     * for this account, address and browser.
     */
    async firstCreationOptions(
      party: RelyingParty,
      account: FutureAccount,
      user: { readonly address: string; readonly name: string },
    ) {
      const challenge = await newChallenge(services, useFor(account));
      return creationOptions(party, { ...user, id: account.id }, [], challenge);
    },

    /**
     * Reads what a browser created from {@linkcode firstCreationOptions}; null when it is wrong.
     * Uses up the challenge. That someone has the passkey already shows nowhere: it would tell
     * whether an earlier sign-up created an account.
     */
    async readFirst(
      party: RelyingParty,
      account: FutureAccount,
      { response, name }: { readonly response: string; readonly name: string },
    ): Promise<FirstPasskey | null> {
      const read = readCreation(response);
      let isNew = false;
      const made = read && await verifyCreation(party, read, async (text) => {
        const use = useFor(account);
        isNew = await useChallenge(db, services, use, text);
        return isNew || await readChallenge(services, use, text) !== null;
      });
      if (!made) return null;
      const passkey = {
        ...made,
        userId: account.id,
        name: authenticatorName(made.aaguid) ?? name,
        createdAt: services.now(),
        lastUsedAt: null,
        expiresAt: null,
      };
      return { passkey, isNew };
    },

    /** Stores a passkey together with its account, unless someone has it already. */
    async store(passkey: Passkey): Promise<void> {
      await db.insertInto("passkeys").values(passkey)
        .onConflict((conflict) => conflict.doNothing()).execute();
    },
  };
}

function useFor({ id, addressKey, browser }: FutureAccount): ChallengeUse {
  return { purpose: "sign_up", userId: [id, browser, addressKey].join(" ") };
}
