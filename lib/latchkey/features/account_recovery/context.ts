/**
 * What every change of a recovery needs.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { FeatureContext, Services } from "../../services.ts";
import {
  type ClientInfo,
  maskedClient,
  shortenedUserAgent,
} from "../../http/client_info.ts";
import { isGone } from "../account/account_status.ts";
import { lockUser } from "../account/user_rows.ts";
import type { User } from "../account/user.ts";
import {
  type NamedFactor,
  siteFactors,
  strongFactorsOf,
} from "../second_factor/factors.ts";
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

/** The services that use the same transaction for other features. */
function inTransaction(
  { services: { site, use } }: Pick<RecoveryContext, "services">,
  db: Db,
): Pick<Services, "site" | "use"> {
  return { site, use: (feature, own = db) => use(feature, own) };
}

/** The site's factors, with queries on a transaction. */
export function factorsOn(
  context: Pick<RecoveryContext, "services">,
  db: Db,
): readonly NamedFactor[] {
  return siteFactors(inTransaction(context, db));
}

/**
 * Whether an account can be recovered: it is in use, its address receives email, and it has a
 * second factor that can be lost.
 */
export async function isRecoverable(
  context: Pick<RecoveryContext, "services">,
  db: Db,
  user: User,
): Promise<boolean> {
  const { now } = context.services;
  if (user.disabled || user.verifiedAt === null || isGone(user, now())) {
    return false;
  }
  const strong = await strongFactorsOf(inTransaction(context, db), user);
  return strong.length > 0;
}
