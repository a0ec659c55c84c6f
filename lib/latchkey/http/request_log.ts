/**
 * What is kept of every request: a line in the log, a number, the name of its span.
 *
 * @module
 */
import { HttpError } from "fresh";
import type { Services } from "../services.ts";
import type { Middleware, RequestContext } from "../state.ts";
import type { Tracing } from "../telemetry/telemetry.ts";
import { REQUEST_ID_HEADER, requestId } from "./request_id.ts";

/**
 * Gives every request an id, and logs method, route pattern, status, microseconds, that
 * id, the user's id and the trace's: never the address that was asked for, which may hold
 * something private. The id is sent back with the answer. Where nobody logs, counts or
 * traces requests, nothing is done.
 */
export function logRequests(
  { log, settings, telemetry }: Services,
): Middleware {
  const isLogged = settings.logLevel === "info";
  if (!isLogged && !telemetry.isRead) return (ctx) => ctx.next();

  const keep = (ctx: RequestContext, began: number, status: number) => {
    const us = Math.round((performance.now() - began) * 1000);
    const method = knownMethod(ctx.req.method);
    const route = ctx.route ?? "none";
    if (telemetry.isRead) {
      telemetry.metrics.requests.record(us / 1e6, method, route, `${status}`);
    }
    if (!isLogged) return;
    log.info("request", {
      method,
      route,
      status,
      us,
      id: requestId(ctx),
      user: ctx.state.user?.id,
      trace: ctx.state.traceId,
    });
  };

  return async (ctx) => {
    const began = performance.now();
    if (telemetry.tracing) nameSpan(telemetry.tracing, ctx);
    let response: Response;
    try {
      response = await ctx.next();
    } catch (error) {
      keep(ctx, began, error instanceof HttpError ? error.status : 500);
      throw error;
    }
    response.headers.set(REQUEST_ID_HEADER, requestId(ctx));
    keep(ctx, began, response.status);
    return response;
  };
}

function nameSpan(tracing: Tracing, { req, route, state }: RequestContext) {
  const name = `${knownMethod(req.method)} ${route ?? "none"}`;
  state.traceId = tracing.nameRequest(name);
}

const METHODS: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
]);

/** A client may call its method anything; nobody may fill the metrics with such names. */
function knownMethod(method: string): string {
  return METHODS.has(method) ? method : "OTHER";
}
