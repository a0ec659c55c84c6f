/**
 * Logs an outage of the email queue.
 *
 * @module
 */
import type { Log } from "../telemetry/log.ts";
import { failureFields } from "../telemetry/database_failures.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";

/** Milliseconds between log lines during an outage. */
const LOG_EVERY_MS = 60_000;

/** Receives the result of each pass over the queue. */
export interface OutageLog {
  /** A pass failed with `error`. */
  stopped(error: unknown): void;
  /** A pass reached the end of the queue. */
  ended(): void;
}

/** Logs an outage at once and then every minute, and logs when it is over. */
export function createOutageLog(log: Log, now: () => number): OutageLog {
  let began: number | null = null;
  let loggedAt = 0;
  return {
    stopped(error) {
      const at = now();
      const isDue = began === null || Math.abs(at - loggedAt) >= LOG_EVERY_MS;
      began ??= at;
      if (!isDue) return;
      loggedAt = at;
      logStopped(log, error);
    },
    ended() {
      if (began === null) return;
      const seconds = Math.round((now() - began) / 1000);
      began = null;
      log.info("email.queue_resumed", { seconds });
    },
  };
}

function logStopped(log: Log, error: unknown): void {
  if (error instanceof StoreUnavailableError) {
    log.warn("email.queue_stopped", failureFields(error));
  } else log.error("email.queue_stopped", error);
}
