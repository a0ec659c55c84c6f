/**
 * Logs, counts and traces requests.
 *
 * @module
 */
import { HttpError } from "fresh";
import type { Services } from "../services.ts";
import type { Middleware, RequestContext } from "../state.ts";
import type { Tracing } from "../telemetry/telemetry.ts";
import { REQUEST_ID_HEADER, requestId } from "./request_id.ts";

/**
 * Logs the method, route pattern, status, microseconds, id, user and trace of every request,
 * and sets the id on the response. The URL is never logged, since it may be private. Does
 * nothing when requests aren't logged, counted or traced.
 */
export function logRequests(
  { log, settings, telemetry }: Services,
): Middleware {
  const isLogged = settings.logLevel === "info";
  if (!isLogged && !telemetry.isRead) return (ctx) => ctx.next();

  const record = (ctx: RequestContext, began: number, status: number) => {
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
      record(ctx, began, error instanceof HttpError ? error.status : 500);
      throw error;
    }
    response.headers.set(REQUEST_ID_HEADER, requestId(ctx));
    record(ctx, began, response.status);
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

/** Clients can send any method. Unknown ones must not fill the metrics. */
function knownMethod(method: string): string {
  return METHODS.has(method) ? method : "OTHER";
}
