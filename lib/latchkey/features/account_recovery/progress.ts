/**
 * The steps in which a recovery advances, stops and completes. Each runs in a transaction.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import { secured } from "../account/user_changes.ts";
import { setUser } from "../account/user_rows.ts";
import type { User } from "../account/user.ts";
import { hasLinkedLogins } from "../second_factor/site_credentials.ts";
import {
  type Client,
  credentialsOn,
  isRecoverable,
  lockAccount,
  type Locked,
  type RecoveryContext,
  storedClient,
} from "./context.ts";
import {
  mailsUnderway,
  queueMail,
  queueMails,
  recordRecovery,
  RECOVERY_MAIL,
} from "./outbox.ts";
import { updateRecovery } from "./rows.ts";
import type { Recovery, StoppedBy } from "./tables.ts";
import { advance } from "./timing.ts";

/** Who stops a recovery, and from where. */
export interface Stop {
  readonly by: StoppedBy;
  readonly client: Client;
  /** Only the recovery with this id; without it, whichever is running. */
  readonly id?: string;
}

/** How a recovery is finished. */
export interface Completion {
  readonly id: string;
  /** The hash of a new password; null keeps the present one. */
  readonly passwordHash: string | null;
  readonly client: Client;
}

/** Stops the recovery of an account. Returns false if none is running. */
export async function stop(
  { services }: RecoveryContext,
  db: Db,
  userId: string,
  { by, client, id }: Stop,
): Promise<boolean> {
  const { user, recovery } = await lockAccount(db, userId) ?? {};
  if (!user || !recovery) return false;
  if (id !== undefined && recovery.id !== id) return false;
  await updateRecovery(db, {
    ...recovery,
    stage: "cancelled",
    endedAt: services.now(),
    stoppedBy: by,
  });
  await recordRecovery(services, db, recovery, {
    kind: "recovery_cancelled",
    ...storedClient(client),
  });
  // Emails of their own tell of what happens to the account or its factors.
  if (by !== "account") {
    await queueMails(services, db, { mail: "cancelled", user, recovery });
  }
  return true;
}

/** Advances the recovery of an account by one step. */
export async function takeStep(
  context: RecoveryContext,
  db: Db,
  userId: string,
): Promise<void> {
  const { services } = context;
  const { user, recovery } = await lockAccount(db, userId) ?? {};
  if (!user || !recovery) return;
  if (!await isRecoverable(context, db, user)) {
    await stop(context, db, userId, { by: "account", client: null });
    return;
  }
  const isDelivering = await mailRest(context, db, { user, recovery });
  const { recovery: next, notice } = advance(
    recovery,
    services.now(),
    isDelivering,
  );
  await updateRecovery(db, next);
  if (notice) await queueMails(services, db, { mail: notice, user, recovery });
}

/** The email whose delivery a stage waits for, and whether it was delivered. */
function awaited({ stage, toldAt, remindedAt }: Recovery) {
  if (stage === "telling") return { mail: "started", at: toldAt } as const;
  if (stage === "reminding") return { mail: "ending", at: remindedAt } as const;
  return null;
}

/**
 * Queues the email to the account's address again if it was given up, because the mail server
 * was down for a day.
 *
 * @returns Whether those to former addresses are still being tried. A former address that
 * doesn't exist any more must not stop the recovery, so they may be given up.
 */
async function mailRest(
  { services }: RecoveryContext,
  db: Db,
  { user, recovery }: { readonly user: User; readonly recovery: Recovery },
): Promise<boolean> {
  const waitsFor = awaited(recovery);
  if (!waitsFor) return false;
  const { mail, at } = waitsFor;
  const underway = (await mailsUnderway(services, db, recovery))
    .filter(({ kind }) => kind === RECOVERY_MAIL[mail]);
  if (at === null && underway.every(({ isFormer }) => isFormer)) {
    await queueMail(services, db, { mail, user, recovery, former: null });
  }
  return underway.some(({ isFormer }) => isFormer);
}

/**
 * Finishes a recovery that is ready: removes every second factor and linked login, ends all
 * sessions, forgets all devices and tells all addresses. Returns null if it isn't ready or has ended.
 */
export async function complete(
  context: RecoveryContext,
  db: Db,
  userId: string,
  { id, passwordHash, client }: Completion,
): Promise<User | null> {
  const { services } = context;
  const locked = await lockAccount(db, userId);
  if (!isReady(locked, id)) return null;
  const { user, recovery } = locked;
  if (!await isRecoverable(context, db, user)) return null;
  const credentials = credentialsOn(context, db);
  const logins = await hasLinkedLogins(credentials, userId);
  for (const { credential, queries } of credentials) {
    await credential.reset?.(queries, userId);
  }
  await updateRecovery(db, {
    ...recovery,
    stage: "completed",
    endedAt: services.now(),
  });
  await recordRecovery(services, db, recovery, {
    kind: "recovery_completed",
    ...storedClient(client),
  });
  await queueMails(services, db, {
    mail: "completed",
    user,
    recovery,
    logins,
  });
  // Even a password that stays forgets the devices that were known with it.
  const kept = passwordHash ?? user.passwordHash;
  return await setUser(db, secured(user, { passwordHash: kept }));
}

function isReady(
  locked: Locked | null,
  id: string,
): locked is Locked & { readonly recovery: Recovery } {
  const { recovery } = locked ?? {};
  return recovery?.id === id && recovery.stage === "ready";
}
