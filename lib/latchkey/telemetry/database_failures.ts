/**
 * A store that cannot answer, in lines of the log: few, however many ask it something.
 *
 * @module
 */
import type { Log, LogFields } from "./log.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";
import { withoutSecrets } from "./log_secrets.ts";

/** How often a trouble of the store that lasts is logged, in milliseconds: a crowd must not fill the disk with it. */
const LOG_EVERY_MS = 10_000;

/** Who met it: people who were turned away, or `/readyz`. */
type StoreEvent = "store.unavailable" | "store.unreachable";

/** What was logged of late: when, and how many were turned away since. */
interface ReportedFailure {
  readonly at: number;
  turnedAway: number;
}

const told = new WeakMap<Log, Map<StoreEvent, ReportedFailure>>();

/** Its trouble is known: a stack would say no more. */
export function failureFields(
  { trouble, cause }: StoreUnavailableError,
): LogFields {
  return {
    trouble,
    said: cause instanceof Error ? withoutSecrets(cause.message) : undefined,
  };
}

/**
 * Logs that the store cannot answer: at once, then each ten seconds while it is met.
 * Only what is no known trouble comes with its stack.
 */
export function logDatabaseFailure(
  log: Log,
  event: StoreEvent,
  error: unknown,
): void {
  const events = told.get(log) ?? new Map<StoreEvent, ReportedFailure>();
  told.set(log, events);
  const [last, at] = [events.get(event), performance.now()];
  if (last && at - last.at < LOG_EVERY_MS) {
    last.turnedAway++;
    return;
  }
  events.set(event, { at, turnedAway: 0 });
  const since = { turned_away_since: last?.turnedAway };
  if (error instanceof StoreUnavailableError) {
    log.warn(event, { ...failureFields(error), ...since });
  } else log.error(event, error, since);
}
