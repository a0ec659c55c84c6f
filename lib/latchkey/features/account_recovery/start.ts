/**
 * Starting a recovery.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import { randomId } from "../../crypto/random_id.ts";
import type { User } from "../account/user.ts";
import {
  type Client,
  isRecoverable,
  lockAccount,
  type RecoveryContext,
  storedClient,
} from "./context.ts";
import { queueMails, recordRecovery } from "./outbox.ts";
import { endUnreadable, findRunning, insertRecovery, listOf } from "./rows.ts";
import type { Recovery, RecoveryTables } from "./tables.ts";
import { KEPT_MS, pausedUntil } from "./timing.ts";

const HOUR_MS = 60 * 60 * 1000;

/** Stops by nobody who wanted to stop it, so no pause follows. */
const WITHOUT_PAUSE: readonly string[] = ["account", "operator"];

/** Why none can be started. `none`: the account has nothing to recover. */
export type NotStarted =
  | { readonly is: "running"; readonly recovery: Recovery }
  | { readonly is: "paused"; readonly until: number }
  | { readonly is: "none" };

/** What starting a recovery came to. */
export type StartResult =
  | NotStarted
  | { readonly is: "started"; readonly recovery: Recovery };

/** Where a recovery is started. */
export interface StartRequest {
  readonly client: Client;
  /** The language tag of the page. */
  readonly language: string;
}

/** Starts a recovery in a transaction, unless something speaks against it. */
export async function start(
  context: RecoveryContext,
  db: Db,
  userId: string,
  request: StartRequest,
): Promise<StartResult> {
  const { services } = context;
  const locked = await lockAccount(db, userId);
  if (!locked) return { is: "none" };
  const { user } = locked;
  const obstacle = await whyNot(context, db, user);
  if (obstacle) return obstacle;
  await endUnreadable(db, userId, services.now());
  const recovery = newRecovery(context, user, request);
  await insertRecovery(db, recovery);
  await queueMails(services, db, { mail: "started", user, recovery });
  await recordRecovery(services, db, recovery, {
    ...recovery,
    kind: "recovery_started",
  });
  return { is: "started", recovery };
}

/** Why none can be started now; null if one can. */
export async function whyNot(
  context: RecoveryContext,
  db: Db,
  user: User,
): Promise<NotStarted | null> {
  const recovery = await findRunning(db, user.id);
  if (recovery) return { is: "running", recovery };
  if (!await isRecoverable(context, db, user)) return { is: "none" };
  const until = pausedUntil(await stopped(db, user));
  return context.services.now() < until ? { is: "paused", until } : null;
}

/**
 * The stopped recoveries that pause the next one. A stop without a second factor may be that of a
 * thief who knows the password, so it counts only until the owner sets a new one.
 */
async function stopped(
  db: Db<RecoveryTables>,
  { id, credentialEpoch }: User,
): Promise<readonly Recovery[]> {
  return (await listOf(db, id)).filter(({ stage, stoppedBy, ...recovery }) =>
    stage === "cancelled" && !WITHOUT_PAUSE.includes(stoppedBy) &&
    (stoppedBy === "factor" ||
      (recovery.credentialEpoch ?? credentialEpoch) === credentialEpoch)
  );
}

function newRecovery(
  { services, settings }: RecoveryContext,
  { id: userId, credentialEpoch }: User,
  { client, language }: StartRequest,
): Recovery {
  const now = services.now();
  return {
    id: randomId(),
    userId,
    stage: "telling",
    startedAt: now,
    waitMs: settings.RECOVERY_WAIT_HOURS * HOUR_MS,
    waitedMs: 0,
    seenAt: now,
    toldAt: null,
    remindedAt: null,
    readyAt: null,
    endedAt: null,
    stoppedBy: "",
    notices: 0,
    language,
    ...storedClient(client),
    credentialEpoch,
    keptUntil: now + KEPT_MS,
  };
}
