/**
 * The answer to whatever goes wrong.
 *
 * @module
 */
import { HttpError, page } from "fresh";
import type { VNode } from "preact";
import { StoreUnavailableError } from "../database/unavailable.ts";
import { errorForDeveloper } from "../dev/developer.ts";
import type { RequestContext } from "../state.ts";
import { logDatabaseFailure } from "../telemetry/database_failures.ts";
import { sharedWith } from "./cross_origin.ts";
import {
  type DescribedError,
  describeError,
  describeForProgram,
  errorHeaders,
  problemJson,
} from "./error_answer.ts";
import { isProgram } from "./prefers_json.ts";
import { REQUEST_ID_HEADER, requestId } from "./request_id.ts";
import { errorPageHeaders } from "./security_headers.ts";

/** What the error page shows. */
export interface ShownError extends DescribedError {
  /** The request's id, by which its lines in the log are found; null when there is nothing to find. */
  readonly id: string | null;
  /** For a developer at their own machine; null for everybody else. */
  readonly devError: VNode | null;
}

/**
 * Logs the error of a request and answers it: programs with problem details (RFC 9457),
 * people with the page of `routes/_error.tsx`, in words that say what to do next and never
 * what went on inside.
 */
export async function answerError(ctx: RequestContext) {
  logError(ctx);
  delete ctx.state.shown; // An error repeats nothing of the request.
  const { language, services } = ctx.state;
  const forProgram = await isProgram(ctx.req);
  const describe = forProgram ? describeForProgram : describeError;
  const described = describe(ctx.error, language.messages.errors);
  const id = described.status === 500 ? requestId(ctx) : null;
  const headers = {
    ...errorPageHeaders(services.settings),
    ...errorHeaders(described),
    ...sharedWith(ctx),
    ...id && { [REQUEST_ID_HEADER]: id },
  };
  if (forProgram) return problemJson(described, language, headers);
  const devError = await errorForDeveloper(ctx);
  const shown: ShownError = { ...described, id, devError };
  return page(shown, { status: described.status, headers });
}

/**
 * Logs the error of a request: a fault of ours with its stack; a store that cannot
 * answer in one line, at once and then each ten seconds while it lasts. What a client
 * did wrong is no event.
 */
function logError(ctx: RequestContext): void {
  const { error, route } = ctx;
  const { log } = ctx.state.services;
  if (error instanceof StoreUnavailableError) {
    logDatabaseFailure(log, "database.unavailable", error);
  } else if (!(error instanceof HttpError)) {
    log.error("unhandled_error", error, {
      route: route ?? "none",
      id: requestId(ctx),
    });
  }
}
