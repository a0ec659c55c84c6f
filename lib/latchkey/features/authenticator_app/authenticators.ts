/**
 * The authenticator apps of users.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import { randomId } from "../../crypto/random_id.ts";
import type { Bytes } from "../../crypto/secrets.ts";
import type { Services } from "../../services.ts";
import { NOT_REMOVED, removedAt } from "../second_factor/undo_period.ts";
import { readTypedCode } from "../tokens/typed_code.ts";
import type { AuthenticatorApp, AuthenticatorTables } from "./tables.ts";
import {
  newestStep,
  newTotpSecret,
  type TotpKey,
  totpKey,
  totpStep,
} from "./totp.ts";

/** An app as its owner sees it. */
export type AuthenticatorView = Pick<
  AuthenticatorApp,
  "id" | "name" | "createdAt" | "lastUsedAt"
>;

/** An app that is being set up: what it needs to know. */
export interface AuthenticatorSetup extends TotpKey {
  readonly id: string;
}

/** The most apps of a user. Each app more makes it easier to guess a code. */
export const MOST_APPS = 3;

/** How long an app can be set up: an hour, in milliseconds. */
const SETUP_MS = 60 * 60 * 1000;

/** What apps need. */
type AuthenticatorServices = Pick<Services, "secrets" | "now" | "site">;

/** The authenticator apps of a database. */
export function createAuthenticators(
  db: Db<AuthenticatorTables>,
  services: AuthenticatorServices,
) {
  const { secrets, now, site } = services;
  const owner = (userId: string) => ({ purpose: "authenticator_app", userId });

  const keyOf = (secret: Bytes, label: string) =>
    totpKey(secret, { issuer: site.name, label });

  /** Uses a code up. Of several requests with it at once, one gets true. */
  async function use(app: AuthenticatorApp, typed: string): Promise<boolean> {
    const secret = await secrets.unseal(owner(app.userId), app.secret);
    const step = secret &&
      await totpStep(secret, readTypedCode(typed), now());
    if (secret === null || step === null) return false;
    // Sealed again, so that a key that was rotated is soon needed no more.
    const sealed = await secrets.seal(owner(app.userId), secret);
    const used = await db.updateTable("authenticatorApps")
      .set({ lastStep: step, lastUsedAt: now(), secret: sealed })
      .where("id", "=", app.id).where("removedAt", "is", null)
      // A step that no clock has reached was used while a clock was wrong.
      .where(({ eb, or }) =>
        or([
          eb("lastStep", "<", step),
          eb("lastStep", ">", newestStep(now())),
        ])
      )
      .executeTakeFirst();
    return used.numUpdatedRows > 0n;
  }

  const all = (userId: string) =>
    db.selectFrom("authenticatorApps").selectAll()
      .where("userId", "=", userId).where("removedAt", "is", null);

  const appsOf = (userId: string) =>
    all(userId).where("confirmedAt", "is not", null)
      .orderBy("createdAt").orderBy("id").execute();

  const inSetup = (userId: string, id: string) =>
    all(userId).where("id", "=", id).where("confirmedAt", "is", null)
      .where("expiresAt", ">", now()).executeTakeFirst();

  const change = (userId: string) =>
    db.updateTable("authenticatorApps").where("userId", "=", userId);

  return {
    /** Begins to set an app up, in place of one that was not finished. */
    async begin(userId: string, label: string): Promise<AuthenticatorSetup> {
      const secret = newTotpSecret();
      const id = randomId();
      await db.deleteFrom("authenticatorApps").where("userId", "=", userId)
        .where("confirmedAt", "is", null).execute();
      await db.insertInto("authenticatorApps").values({
        id,
        userId,
        name: "",
        secret: await secrets.seal(owner(userId), secret),
        lastStep: 0,
        createdAt: now(),
        confirmedAt: null,
        lastUsedAt: null,
        removedAt: null,
        expiresAt: now() + SETUP_MS,
      }).execute();
      return { id, ...await keyOf(secret, label) };
    },

    /** An app that is being set up, once more; null if it is not, or no longer. */
    async setup(
      userId: string,
      id: string,
      label: string,
    ): Promise<AuthenticatorSetup | null> {
      const app = await inSetup(userId, id);
      const secret = app && await secrets.unseal(owner(userId), app.secret);
      return secret ? { id, ...await keyOf(secret, label) } : null;
    },

    /**
     * Finishes setting an app up with a code that it shows. Returns false if the code is wrong,
     * or the user has {@linkcode MOST_APPS}.
     */
    async confirm(
      userId: string,
      id: string,
      { code, name }: { readonly code: string; readonly name: string },
    ): Promise<boolean> {
      const app = await inSetup(userId, id);
      const isFull = (await appsOf(userId)).length >= MOST_APPS;
      if (!app || isFull || !await use(app, code)) return false;
      const done = await change(userId)
        .set({ confirmedAt: now(), name, expiresAt: null })
        .where("id", "=", id).where("confirmedAt", "is", null)
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },

    /** Uses up a code of one of a user's apps. Returns false if it is wrong or was used. */
    async verify(userId: string, code: string): Promise<boolean> {
      for (const app of await appsOf(userId)) {
        if (await use(app, code)) return true;
      }
      return false;
    },

    /** The apps that were set up, oldest first. */
    async list(userId: string): Promise<AuthenticatorView[]> {
      return (await appsOf(userId)).map((
        { id, name, createdAt, lastUsedAt },
      ) => ({ id, name, createdAt, lastUsedAt }));
    },

    /** Removes an app. Returns false if the user has no such app. */
    async remove(userId: string, id: string): Promise<boolean> {
      const removed = await change(userId).set(removedAt(now()))
        .where("id", "=", id).where("removedAt", "is", null)
        .where("confirmedAt", "is not", null).executeTakeFirst();
      return removed.numUpdatedRows > 0n;
    },

    /** Removes all apps. */
    async removeAll(userId: string): Promise<void> {
      await change(userId).set(removedAt(now()))
        .where("removedAt", "is", null).execute();
    },

    /** Deletes the apps that were set up since a time, and restores those that were removed. */
    async undo(userId: string, since: number): Promise<void> {
      await db.deleteFrom("authenticatorApps").where("userId", "=", userId)
        .where(({ eb, or }) =>
          or([eb("confirmedAt", "is", null), eb("confirmedAt", ">=", since)])
        ).execute();
      await change(userId).set(NOT_REMOVED)
        .where("removedAt", ">=", since).execute();
    },
  };
}
