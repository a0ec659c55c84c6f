/**
 * Responses to errors.
 *
 * @module
 */
import { HttpError, page } from "fresh";
import type { VNode } from "preact";
import { StoreUnavailableError } from "../database/unavailable.ts";
import { errorForDeveloper } from "../dev/developer.ts";
import type { RequestContext } from "../state.ts";
import { logDatabaseFailure } from "../telemetry/database_failures.ts";
import { corsHeaders } from "./cross_origin.ts";
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

/** The data of the error page. */
export interface ShownError extends DescribedError {
  /** The request's id, to find it in the log; null when nothing was logged. */
  readonly id: string | null;
  /** Details for the developer in development; otherwise null. */
  readonly devError: VNode | null;
}

/**
 * Logs the error of a request and responds to it. Programs get problem details (RFC 9457),
 * people the page of `routes/_error.tsx`. Both say what to do next, and nothing about the
 * internals.
 *
 * Use it as the handler of `routes/_error.tsx`. Returns the page's data, or a `Response` for a
 * program.
 *
 * @example
 * ```ts
 * import { answerError } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { createDefine } from "fresh";
 *
 * const handler = createDefine<State>().handlers(answerError);
 * ```
 */
export async function answerError(ctx: RequestContext) {
  logError(ctx);
  delete ctx.state.shown; // The error page must not repeat the form.
  const { language, services } = ctx.state;
  const forProgram = await isProgram(ctx.req);
  const describe = forProgram ? describeForProgram : describeError;
  const described = describe(ctx.error, language.messages.errors);
  const id = described.status === 500 ? requestId(ctx) : null;
  const headers = {
    ...errorPageHeaders(services.settings),
    ...errorHeaders(described),
    ...corsHeaders(ctx),
    ...id && { [REQUEST_ID_HEADER]: id },
  };
  if (forProgram) return problemJson(described, language, headers);
  const devError = await errorForDeveloper(ctx);
  const shown: ShownError = { ...described, id, devError };
  return page(shown, { status: described.status, headers });
}

/**
 * Logs internal errors with their stack, and a database failure in one line, at once and then
 * every ten seconds while it lasts. Errors of the client aren't logged.
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
