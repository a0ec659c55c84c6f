/**
 * The authenticator apps of users.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import { randomId } from "../../crypto/random_id.ts";
import type { Bytes } from "../../crypto/secrets.ts";
import type { Services } from "../../services.ts";
import type { AuthenticatorApp, AuthenticatorTables } from "./tables.ts";
import { newTotpSecret, type TotpKey, totpKey, totpStep } from "./totp.ts";

/** An app as its owner sees it. */
export type AuthenticatorView = Pick<
  AuthenticatorApp,
  "id" | "name" | "createdAt" | "lastUsedAt"
>;

/** An app that is being set up: what it needs to know. */
export interface AuthenticatorSetup extends TotpKey {
  readonly id: string;
}

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

  /** Uses a code up. Of several who bring it at once, one gets true. */
  async function use(app: AuthenticatorApp, code: string): Promise<boolean> {
    const secret = await secrets.unseal(owner(app.userId), app.secret);
    const step = secret && await totpStep(secret, code, now());
    if (secret === null || step === null) return false;
    const used = await db.updateTable("authenticatorApps")
      .set({
        lastStep: step,
        lastUsedAt: now(),
        // Sealed again, so that a key that was rotated is soon needed no more.
        secret: await secrets.seal(owner(app.userId), secret),
      })
      .where("id", "=", app.id).where("lastStep", "<", step)
      .executeTakeFirst();
    return used.numUpdatedRows > 0n;
  }

  const appsOf = (userId: string) =>
    db.selectFrom("authenticatorApps").selectAll()
      .where("userId", "=", userId).orderBy("createdAt").orderBy("id");

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
      }).execute();
      return { id, ...await keyOf(secret, label) };
    },

    /** An app that is being set up, once more; null when it is not, or no longer. */
    async setup(
      userId: string,
      id: string,
      label: string,
    ): Promise<AuthenticatorSetup | null> {
      const app = await appsOf(userId).where("id", "=", id)
        .where("confirmedAt", "is", null).executeTakeFirst();
      const secret = app && await secrets.unseal(owner(userId), app.secret);
      return secret ? { id, ...await keyOf(secret, label) } : null;
    },

    /** Finishes setting an app up with a code that it shows; false when the code is wrong. */
    async confirm(
      userId: string,
      id: string,
      { code, name }: { readonly code: string; readonly name: string },
    ): Promise<boolean> {
      const app = await appsOf(userId).where("id", "=", id)
        .where("confirmedAt", "is", null).executeTakeFirst();
      if (!app || !await use(app, code)) return false;
      const done = await db.updateTable("authenticatorApps")
        .set({ confirmedAt: now(), name })
        .where("id", "=", id).where("confirmedAt", "is", null)
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },

    /** Uses up a code of one of a user's apps; false when it is none of these, or was used. */
    async verify(userId: string, code: string): Promise<boolean> {
      const apps = await appsOf(userId).where("confirmedAt", "is not", null)
        .execute();
      for (const app of apps) if (await use(app, code)) return true;
      return false;
    },

    /** The apps that were set up, oldest first. */
    async list(userId: string): Promise<AuthenticatorView[]> {
      const apps = await appsOf(userId).where("confirmedAt", "is not", null)
        .execute();
      return apps.map(({ id, name, createdAt, lastUsedAt }) => (
        { id, name, createdAt, lastUsedAt }
      ));
    },

    /** Removes an app; false when the user has no such app. */
    async remove(userId: string, id: string): Promise<boolean> {
      const removed = await db.deleteFrom("authenticatorApps")
        .where("userId", "=", userId).where("id", "=", id).executeTakeFirst();
      return removed.numDeletedRows > 0n;
    },
  };
}
