/**
 * What the log says while the queue of mails cannot be worked on.
 *
 * @module
 */
import type { Log } from "../telemetry/log.ts";
import { failureFields } from "../telemetry/database_failures.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";

/** How often it is said while it lasts, in milliseconds. */
const TELL_EVERY_MS = 60_000;

/** Takes how each pass over the queue ended. */
export interface OutageLog {
  /** A pass was stopped by `error`. */
  stopped(error: unknown): void;
  /** A pass came to the end of the queue. */
  ended(): void;
}

/** Says at once that the queue stands still, then once a minute, and once that it goes on. */
export function createOutageLog(log: Log, now: () => number): OutageLog {
  let began: number | null = null;
  let told = 0;
  return {
    stopped(error) {
      const at = now();
      const isNews = began === null || Math.abs(at - told) >= TELL_EVERY_MS;
      began ??= at;
      if (!isNews) return;
      told = at;
      tell(log, error);
    },
    ended() {
      if (began === null) return;
      const seconds = Math.round((now() - began) / 1000);
      began = null;
      log.info("email.queue_resumed", { seconds });
    },
  };
}

function tell(log: Log, error: unknown): void {
  if (error instanceof StoreUnavailableError) {
    log.warn("email.queue_stopped", failureFields(error));
  } else log.error("email.queue_stopped", error);
}
