/**
 * What every change of a recovery needs.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { FeatureContext } from "../../services.ts";
import {
  type ClientInfo,
  maskedClient,
  shortenedUserAgent,
} from "../../http/client_info.ts";
import { isGone } from "../account/account_status.ts";
import { lockUser } from "../account/user_rows.ts";
import type { User } from "../account/user.ts";
import { strongFactorsOf } from "../second_factor/factors.ts";
import {
  inTransaction,
  type NamedCredential,
  siteCredentials,
} from "../second_factor/site_credentials.ts";
import { findRunning } from "./rows.ts";
import type { recoverySettings } from "./settings.ts";
import type { Recovery } from "./tables.ts";

/** The services and settings of the feature. */
export type RecoveryContext = FeatureContext<typeof recoverySettings>;

/** The client of an action; null for a command or a job. */
export type Client = Pick<ClientInfo, "userAgent" | "clientAddress"> | null;

/** A client as it is stored: shortened, and empty without one. */
export function storedClient(client: Client) {
  return {
    userAgent: shortenedUserAgent(client?.userAgent ?? null),
    client: maskedClient(client?.clientAddress ?? null),
  };
}

/** An account, and the recovery that runs for it. */
export interface Locked {
  readonly user: User;
  readonly recovery: Recovery | null;
}

/**
 * Locks an account until the end of the transaction, so that of concurrent changes of its
 * recovery one is first. Returns null if there is no such account.
 */
export async function lockAccount(
  db: Db,
  userId: string,
): Promise<Locked | null> {
  const user = await lockUser(db, userId);
  return user && { user, recovery: await findRunning(db, userId) };
}

/** The site's factors and linked logins, with queries on a transaction. */
export function credentialsOn(
  { services }: Pick<RecoveryContext, "services">,
  db: Db,
): readonly NamedCredential[] {
  return siteCredentials(inTransaction(services, db));
}

/**
 * Whether an account can be recovered: it is in use, its address receives email, and it has a
 * second factor that can be lost.
 */
export async function isRecoverable(
  { services }: Pick<RecoveryContext, "services">,
  db: Db,
  user: User,
): Promise<boolean> {
  const isOut = user.disabled || isGone(user, services.now());
  if (isOut || user.verifiedAt === null) {
    return false;
  }
  const strong = await strongFactorsOf(inTransaction(services, db), user);
  return strong.length > 0;
}
