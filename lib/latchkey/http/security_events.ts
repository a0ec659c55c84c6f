/**
 * Security events of requests, for the log.
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

/** Logs that something happened, with the request's id, client and user. */
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

/** Logs requests that the CSRF check after it refuses, and those that hit a limit (429). */
export const logRefusals: Middleware = (ctx) =>
  SAFE_METHODS.has(ctx.req.method) ? ctx.next() : logRefusal(ctx);

async function logRefusal(ctx: RequestContext): Promise<Response> {
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

/** Remembers that the check before it let a request pass. */
export const passSameOrigin: Middleware = (ctx) => {
  ctx.state.isSameOrigin = true;
  return ctx.next();
};
