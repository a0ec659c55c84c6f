/**
 * Recoveries of accounts that lost their second factors. Each change is one transaction, with
 * its emails and its activity.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { User } from "../account/user.ts";
import { lockAccount, type RecoveryContext } from "./context.ts";
import { queueMails } from "./outbox.ts";
import {
  complete,
  type Completion,
  type Stop,
  stop,
  takeStep,
} from "./progress.ts";
import { findRunning, listOf, listRunning, prepareRunning } from "./rows.ts";
import {
  type NotStarted,
  start,
  type StartRequest,
  type StartResult,
  whyNot,
} from "./start.ts";
import type { Recovery, RecoveryTables } from "./tables.ts";
import { dueAt } from "./timing.ts";

/** A recovery that is running, as people see it. Times are in milliseconds since the epoch. */
export interface RecoveryStatus {
  readonly id: string;
  readonly userId: string;
  readonly startedAt: number;
  /** When it is ready unless something delays it, or since when it is. */
  readonly dueAt: number;
  readonly isReady: boolean;
  /** The number of emails that mail servers accepted. */
  readonly notices: number;
}

/** The recoveries of a database. */
export function createRecoveries(
  db: Db<RecoveryTables>,
  context: RecoveryContext,
) {
  const { database, mail, now } = context.services;
  const findShown = prepareRunning(database);

  /** Changes recoveries in a transaction, then lets queued emails leave without waiting for them. */
  async function change<Result>(
    work: (db: Db<RecoveryTables>) => Promise<Result>,
  ): Promise<Result> {
    const result = await database.transaction(work);
    if (result) void mail.deliver();
    return result;
  }

  return {
    /**
     * Starts a recovery. One that is running goes on unchanged: starting again neither shortens
     * nor renews it. Of several concurrent calls, one starts it.
     */
    start: (userId: string, request: StartRequest): Promise<StartResult> =>
      change((db) => start(context, db, userId, request)),

    /** Why none can be started; null if one can. */
    whyNot: (user: User): Promise<NotStarted | null> =>
      whyNot(context, db, user),

    /** Stops the recovery of an account. Returns false if none is running. */
    async cancel(userId: string, request: Stop): Promise<boolean> {
      // Nearly always there is none, and a login need not lock anything to find out.
      if (!await findRunning(db, userId)) return false;
      return await change((db) => stop(context, db, userId, request));
    },

    /** Advances all that run by one step, and returns how many there were. */
    async advanceAll(signal?: AbortSignal): Promise<number> {
      const running = await listRunning(db);
      for (const { userId } of running) {
        if (signal?.aborted) break;
        await database.transaction((db) => takeStep(context, db, userId));
      }
      if (running.length > 0) void mail.deliver();
      return running.length;
    },

    /** Emails the link that finishes a recovery again. Returns false if none is ready. */
    mailAgain: (userId: string): Promise<boolean> =>
      change(async (db) => {
        const { user, recovery } = await lockAccount(db, userId) ?? {};
        if (!user || recovery?.stage !== "ready") return false;
        const ready = { mail: "ready", user, recovery } as const;
        await queueMails(context.services, db, ready);
        return true;
      }),

    /**
     * Finishes a recovery that is ready. Returns the changed account, or null if it isn't ready
     * or has ended, such as by a stop or by another request that was first.
     */
    complete: (userId: string, request: Completion): Promise<User | null> =>
      change((db) => complete(context, db, userId, request)),

    /** The recovery that runs for an account; null if there is none. */
    running: (userId: string): Promise<Recovery | null> =>
      findRunning(db, userId),
    /** What people see of it, outside transactions; null if there is none. */
    async status(userId: string): Promise<RecoveryStatus | null> {
      const recovery = await findShown(userId);
      return recovery && statusOf(recovery, now());
    },
    /** What operators see of all that run, oldest first. */
    async listStatus(): Promise<readonly RecoveryStatus[]> {
      const running = await listRunning(db);
      return running.map((recovery) => statusOf(recovery, now()));
    },
    /** All of an account that are kept, newest first. */
    listOf: (userId: string): Promise<readonly Recovery[]> =>
      listOf(db, userId),
  };
}

function statusOf(recovery: Recovery, now: number): RecoveryStatus {
  const { id, userId, startedAt, stage, notices } = recovery;
  const isReady = stage === "ready";
  const due = dueAt(recovery, now);
  return { id, userId, startedAt, dueAt: due, isReady, notices };
}

/** The recoveries of a database. */
export type Recoveries = ReturnType<typeof createRecoveries>;
