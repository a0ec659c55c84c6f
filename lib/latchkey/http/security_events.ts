/**
 * Security events of requests, for the log.
 *
 * @module
 */
import { HttpError } from "fresh";
import { shortenedClient } from "./client_info.ts";
import {
  type SecurityEvent,
  type SecurityFields,
  securityNotes,
} from "../telemetry/security_events.ts";
import type { Middleware, RequestContext } from "../state.ts";
import { visitOf } from "./client_info.ts";

/** Logs that something happened, with the request's id, client and user. */
export async function noteSecurityEvent(
  ctx: RequestContext,
  event: SecurityEvent,
  fields: Partial<SecurityFields> = {},
): Promise<void> {
  const { clientAddress, requestId } = await visitOf(ctx);
  securityNotes(ctx.state.services.log).note(event, {
    user: ctx.state.user?.id ?? null,
    client: shortenedClient(clientAddress),
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
      await noteSecurityEvent(ctx, "limit_hit", { route });
    }
    return response;
  } catch (error) {
    if (error instanceof HttpError && !ctx.state.isSameOrigin) {
      await noteSecurityEvent(ctx, "csrf_refused", { route });
    }
    throw error;
  }
}

/** Remembers that the check before it let a request pass. */
export const passSameOrigin: Middleware = (ctx) => {
  ctx.state.isSameOrigin = true;
  return ctx.next();
};
