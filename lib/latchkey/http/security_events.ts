/**
 * Logs security events of requests.
 *
 * @module
 */
import { HttpError } from "fresh";
import { maskedClient } from "./client_info.ts";
import {
  type SecurityEvent,
  type SecurityFields,
  securityLog,
} from "../telemetry/security_events.ts";
import type { Middleware, RequestContext } from "../state.ts";
import { clientInfoOf } from "./client_info.ts";

/**
 * Logs a security event with the request's id, the shortened client address and the user. An
 * event that repeats within a minute, for the same account or client, is counted and logged
 * once. Never throws.
 *
 * @param event A kind of event, such as `login_failed`.
 * @param fields More fields, or replacements for those above.
 *
 * @example
 * ```ts
 * import { logSecurityEvent } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * async function noteFailure(ctx: Context<State>): Promise<void> {
 *   await logSecurityEvent(ctx, "login_failed", { method: "api_key" });
 * }
 * ```
 */
export async function logSecurityEvent(
  ctx: RequestContext,
  event: SecurityEvent,
  fields: Partial<SecurityFields> = {},
): Promise<void> {
  const { clientAddress, requestId } = await clientInfoOf(ctx);
  securityLog(ctx.state.services.log).note(event, {
    user: ctx.state.user?.id ?? null,
    client: maskedClient(clientAddress),
    id: requestId,
    ...fields,
  });
}

const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Logs requests that the CSRF check after it rejects, and those that exceed a limit (429). */
export const logRejections: Middleware = (ctx) =>
  SAFE_METHODS.has(ctx.req.method) ? ctx.next() : logRejection(ctx);

async function logRejection(ctx: RequestContext): Promise<Response> {
  const route = ctx.route ?? "none";
  try {
    const response = await ctx.next();
    if (response.status === 429) {
      await logSecurityEvent(ctx, "rate_limited", { route });
    }
    return response;
  } catch (error) {
    if (error instanceof HttpError && !ctx.state.isSameOrigin) {
      await logSecurityEvent(ctx, "csrf_rejected", { route });
    }
    throw error;
  }
}

/** Records that the CSRF check passed. */
export const passSameOrigin: Middleware = (ctx) => {
  ctx.state.isSameOrigin = true;
  return ctx.next();
};
