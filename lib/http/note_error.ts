/**
 * What the log says when a request ends at the error page.
 *
 * @module
 */
import { type Context, HttpError } from "fresh";
import type { Log } from "../log.ts";
import { troubleFields } from "../log/store_trouble.ts";
import type { State } from "../state.ts";
import { StoreUnavailableError } from "../store/unavailable.ts";
import { requestId } from "./request_id.ts";

/** How often a trouble of the store that lasts is logged, in milliseconds: a crowd must not fill the disk with it. */
const LOG_EVERY_MS = 10_000;

/** What was logged of late: when, and how many requests were turned away since. */
const told = new WeakMap<Log, { readonly at: number; turnedAway: number }>();

/**
 * Logs the error of a request: a fault of ours with its stack; a store that cannot
 * answer in one line, at once and then each ten seconds while it lasts. What a client
 * did wrong is no event.
 */
export function noteError(ctx: Context<State>): void {
  const { error, route } = ctx;
  const { log } = ctx.state.services;
  if (error instanceof StoreUnavailableError) noteStore(log, error);
  else if (!(error instanceof HttpError)) {
    log.error("fault", error, { route: route ?? "none", id: requestId(ctx) });
  }
}

function noteStore(log: Log, error: StoreUnavailableError): void {
  const now = performance.now();
  const last = told.get(log);
  if (last && now - last.at < LOG_EVERY_MS) {
    last.turnedAway++;
    return;
  }
  told.set(log, { at: now, turnedAway: 0 });
  log.warn("store.unavailable", {
    ...troubleFields(error),
    turned_away_since: last?.turnedAway,
  });
}
