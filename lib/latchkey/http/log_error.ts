/**
 * What the log says when a request ends at the error page.
 *
 * @module
 */
import { HttpError } from "fresh";
import { logDatabaseFailure } from "../telemetry/database_failures.ts";
import type { RequestContext } from "../state.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";
import { requestId } from "./request_id.ts";

/**
 * Logs the error of a request: a fault of ours with its stack; a store that cannot
 * answer in one line, at once and then each ten seconds while it lasts. What a client
 * did wrong is no event.
 */
export function logError(ctx: RequestContext): void {
  const { error, route } = ctx;
  const { log } = ctx.state.services;
  if (error instanceof StoreUnavailableError) {
    logDatabaseFailure(log, "store.unavailable", error);
  } else if (!(error instanceof HttpError)) {
    log.error("fault", error, { route: route ?? "none", id: requestId(ctx) });
  }
}
