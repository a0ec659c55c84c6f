/**
 * Emails and activity that are written in the same transaction as a change of a recovery, so
 * that a kill in between loses neither.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import { createEmails } from "../../email/email_rows.ts";
import { randomId } from "../../crypto/random_id.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { ACTIVITY_SECONDS, type ActivityKind } from "../activity/activity.ts";
import { createActivity } from "../activity/logs.ts";
import type { Recovery } from "./tables.ts";

type OutboxServices = Pick<Services, "database" | "now">;

/** The names of a recovery's emails in the queue. They never change. */
export const RECOVERY_MAIL = {
  started: "account_recovery_started",
  ending: "account_recovery_ending",
  ready: "account_recovery_ready",
  cancelled: "account_recovery_cancelled",
  completed: "account_recovery_completed",
} as const;

/** The emails of a recovery. */
export type RecoveryMail = keyof typeof RECOVERY_MAIL;

/** Emails that only the account's own address gets. */
const OWN_ADDRESS_ONLY: readonly RecoveryMail[] = ["ready", "cancelled"];

/**
 * Queues an email to the account's address, and to its former ones that are still reserved:
 * an intruder may have changed the address. They don't count against the
 * limits of notices, which would drop some of them. Starting recoveries has its own limits.
 */
export async function queueMails(
  services: OutboxServices,
  db: Db,
  { mail, user, recovery, logins }: {
    readonly mail: RecoveryMail;
    readonly user: User;
    readonly recovery: Pick<Recovery, "id">;
    /** Whether linked logins were removed. Defaults to false. */
    readonly logins?: boolean;
  },
): Promise<void> {
  const formers = OWN_ADDRESS_ONLY.includes(mail) ? [] : user.formerAddresses
    .filter(({ keptUntil }) => keptUntil > services.now());
  for (const former of [null, ...formers.map(({ address }) => address)]) {
    await queueMail(services, db, { mail, user, recovery, former, logins });
  }
}

/** Queues one email, to the account's address or to a former one. */
export async function queueMail(
  { database, now }: OutboxServices,
  db: Db,
  { mail, user, recovery, former, logins = false }: {
    readonly mail: RecoveryMail;
    readonly user: Pick<User, "id">;
    readonly recovery: Pick<Recovery, "id">;
    readonly former: string | null;
    readonly logins?: boolean;
  },
): Promise<void> {
  await createEmails({ ...database, db }).add({
    id: randomId(),
    kind: RECOVERY_MAIL[mail],
    data: { userId: user.id, recovery: recovery.id, former, logins },
    userId: user.id,
    createdAt: now(),
    dueAt: now(),
    attempts: 0,
    lastError: "",
  });
}

/** The emails of a recovery that are still being tried, by what they are and to whom. */
export async function mailsUnderway(
  { database }: Pick<Services, "database">,
  db: Db,
  { id, userId }: Pick<Recovery, "id" | "userId">,
): Promise<readonly { readonly kind: string; readonly isFormer: boolean }[]> {
  const mails = await createEmails({ ...database, db }).listOf(userId);
  return mails
    .filter(({ data, dueAt }) => data.recovery === id && dueAt !== null)
    .map(({ kind, data }) => ({ kind, isFormer: data.former !== null }));
}

/** Records what happened to a recovery in the account's activity. */
export async function recordRecovery(
  { database, now }: OutboxServices,
  db: Db,
  { userId }: Pick<Recovery, "userId">,
  { kind, userAgent, client }: {
    readonly kind: Extract<ActivityKind, `recovery_${string}`>;
    readonly userAgent: string;
    readonly client: string;
  },
): Promise<void> {
  const at = now();
  await createActivity({ ...database, db }).add({
    id: randomId(),
    userId,
    at,
    kind,
    userAgent,
    client,
    detail: "",
    expiresAt: at + ACTIVITY_SECONDS * 1000,
  });
}
