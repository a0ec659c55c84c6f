/**
 * Everything that accounts can have to log in with, or as a second factor.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { Credential, Factor } from "../../factor.ts";
import type { Services } from "../../services.ts";
import { lockUser } from "../account/user_rows.ts";
import type { User } from "../account/user.ts";
import { inLiveSession } from "../session/live_session.ts";
import type { Session } from "../session/session.ts";

/** A credential and the feature that brings it. */
export interface NamedCredential {
  /** The name of the feature. */
  readonly name: string;
  /** Null if it is no second factor. */
  readonly asked: Factor["asked"] | null;
  readonly credential: Credential;
  /** The feature's queries, for the methods of `credential`. */
  readonly queries: unknown;
}

/** All credentials of the site, second factors included, in the order of its features. */
export function siteCredentials(
  { site, use }: Pick<Services, "site" | "use">,
): readonly NamedCredential[] {
  return site.features.flatMap((feature) => {
    const { name, factor } = feature;
    const credential = factor ?? feature.credential;
    if (!credential) return [];
    const asked = factor?.asked ?? null;
    return [{ name, asked, credential, queries: use(feature) }];
  });
}

/** The services that use one transaction for all features. */
export function inTransaction(
  { site, use }: Pick<Services, "site" | "use">,
  db: Db,
): Pick<Services, "site" | "use"> {
  return { site, use: (feature, own = db) => use(feature, own) };
}

/** Whether an account has linked logins, or something else that is no second factor. */
export async function hasLinkedLogins(
  credentials: readonly NamedCredential[],
  userId: string,
): Promise<boolean> {
  for (const { asked, credential, queries } of credentials) {
    if (asked !== null) continue;
    const listed = await credential.list?.(queries, [userId]) ?? [];
    if (listed.length > 0) return true;
  }
  return false;
}

/**
 * How many ways to log in an account has: its password, passkeys and linked logins. Emailed links
 * don't count: someone who lost their inbox would be locked out.
 */
export async function countLogins(
  services: Pick<Services, "site" | "use">,
  { id, passwordHash }: Pick<User, "id" | "passwordHash">,
): Promise<number> {
  const counts = await Promise.all(
    siteCredentials(services).map(({ credential, queries }) =>
      credential.countLogins?.(queries, id) ?? 0
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0) +
    (passwordHash === "" ? 0 : 1);
}

/** The result of {@linkcode removeLogin}. `last`: it is the only way to log in. */
export type LoginRemoval = "removed" | "gone" | "last";

/**
 * Removes one way to log in, unless it is the last one of the account. Of concurrent removals, one
 * waits for the other.
 *
 * @param remove Removes it in the transaction. Returns false if the account has it no more.
 * @throws {SessionEnded} if the session is not live.
 */
export async function removeLogin(
  services: Pick<Services, "site" | "use" | "database">,
  session: Pick<Session, "id" | "userId">,
  remove: (db: Db, user: User) => Promise<boolean>,
): Promise<LoginRemoval> {
  try {
    return await inLiveSession(services, session, async (db, user) => {
      if (!await remove(db, user)) return "gone";
      const left = await lockUser(db, user.id);
      if (left && await countLogins(inTransaction(services, db), left) > 0) {
        return "removed";
      }
      throw new LastLogin();
    });
  } catch (error) {
    if (error instanceof LastLogin) return "last";
    throw error;
  }
}

/** Rolls the removal back. */
class LastLogin extends Error {}
