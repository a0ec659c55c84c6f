/**
 * Giving an account that nobody has confirmed to the owner of its address.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { Profile } from "../../forms/profile_fields.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import type { Services } from "../../services.ts";
import { isGone } from "../account/account_status.ts";
import { asClaimed } from "../account/profile.ts";
import { secured } from "../account/user_changes.ts";
import { lockUser, setUser } from "../account/user_rows.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import { dropFactors } from "../second_factor/drop_factors.ts";
import { inTransaction } from "../second_factor/site_credentials.ts";
import { revokeLoginTokens, revokeTokens } from "../tokens/one_time_tokens.ts";

/** How the owner has shown that the address is theirs, and what is known of them. */
export interface AccountClaim {
  readonly clientInfo: ClientInfo;
  /** The language tag of the page. */
  readonly language: string;
  /** Defaults to an empty one. */
  readonly name?: string;
  /** Defaults to an empty one. */
  readonly profile?: Profile;
  /**
   * Stores what the owner will log in with, in the same transaction. If it returns false, the
   * account isn't claimed.
   */
  store?(db: Db): Promise<boolean>;
}

/** Rolls a claim back. */
class NotStored extends Error {}

/**
 * Gives an account to the owner of its address, who isn't the one who made it, as far as anyone
 * knows. In one transaction, every session ends; password, passkeys, other factors and linked
 * logins are removed; and name and profile are cleared. Then all links that its maker requested
 * are revoked.
 *
 * @returns The confirmed account; null if it is gone or someone has confirmed it before.
 */
export async function claimAccount(
  services: Services,
  userId: string,
  { clientInfo, language, name, profile, store }: AccountClaim,
): Promise<User | null> {
  const { now, database } = services;
  const claiming = database.transaction(async (db) => {
    const user = await lockUser(db, userId);
    const isClaimable = user && user.verifiedAt === null &&
      !isGone(user, now());
    if (!isClaimable) return null;
    await dropFactors(inTransaction(services, db), userId);
    if (store && !await store(db)) throw new NotStored();
    const cleared = asClaimed(language);
    return await setUser(
      db,
      secured(user, {
        passwordHash: "",
        ...cleared,
        name: name ?? cleared.name,
        profile: profile ?? cleared.profile,
        verifiedAt: now(),
      }),
    );
  });
  const user = await unlessNotStored(claiming);
  if (!user) return null;
  await revokeLoginTokens(services, userId);
  await revokeTokens(services, userId, "change_address", "verify");
  await recordActivity(services, user, "address_verified", clientInfo);
  return user;
}

async function unlessNotStored(
  claiming: Promise<User | null>,
): Promise<User | null> {
  try {
    return await claiming;
  } catch (error) {
    if (error instanceof NotStored) return null;
    throw error;
  }
}
