/**
 * One line a request.
 *
 * @module
 */
import type { Middleware } from "fresh";
import type { Services } from "../services.ts";
import type { State } from "../state.ts";

/**
 * Logs method, route pattern, status and duration: never the address that was
 * asked for, which may hold something private. Nothing is done at a higher `LOG_LEVEL`.
 */
export function logRequests(
  { log, settings }: Services,
): Middleware<State> {
  if (settings.logLevel !== "info") return (ctx) => ctx.next();
  return async (ctx) => {
    const began = performance.now();
    const response = await ctx.next();
    log.info("request", {
      method: ctx.req.method,
      route: ctx.route ?? "none",
      status: response.status,
      ms: Math.round((performance.now() - began) * 10) / 10,
    });
    return response;
  };
}
