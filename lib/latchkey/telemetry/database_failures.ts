/**
 * Logs database failures, at most one line every ten seconds.
 *
 * @module
 */
import type { Log, LogFields } from "./log.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";
import { withoutSecrets } from "./log_secrets.ts";

/** The shortest time between two lines, in milliseconds: a busy site must not fill the disk. */
const LOG_EVERY_MS = 10_000;

/** What failed: requests, which got 503, or the check of `/readyz`. */
type FailureEvent = "database.unavailable" | "database.unreachable";

/** When a failure was last logged, and how many followed it unlogged. */
interface ReportedFailure {
  readonly at: number;
  unlogged: number;
}

const reported = new WeakMap<Log, Map<FailureEvent, ReportedFailure>>();

/** The fields for a known failure. A stack would add nothing. */
export function failureFields(
  { trouble, cause }: StoreUnavailableError,
): LogFields {
  return {
    reason: trouble,
    message: cause instanceof Error ? withoutSecrets(cause.message) : undefined,
  };
}

/** Logs a failure at once, then at most every ten seconds. Only unknown errors have a stack. */
export function logDatabaseFailure(
  log: Log,
  event: FailureEvent,
  error: unknown,
): void {
  const events = reported.get(log) ?? new Map<FailureEvent, ReportedFailure>();
  reported.set(log, events);
  const [last, at] = [events.get(event), performance.now()];
  if (last && at - last.at < LOG_EVERY_MS) {
    last.unlogged++;
    return;
  }
  events.set(event, { at, unlogged: 0 });
  const since = { unlogged: last?.unlogged };
  if (error instanceof StoreUnavailableError) {
    log.warn(event, { ...failureFields(error), ...since });
  } else log.error(event, error, since);
}
