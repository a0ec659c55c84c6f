/**
 * The middlewares in front of every page.
 *
 * @module
 */
import { type Context, staticFiles } from "fresh";
import type { Services } from "../services.ts";
import type { Middleware, State } from "../state.ts";
import { crossOrigin } from "./cross_origin.ts";
import { fileCache } from "./file_cache.ts";
import { localeMiddleware } from "./locale.ts";
import { provide } from "./provide.ts";
import { logRequests } from "./request_log.ts";
import { sameOrigin } from "./same_origin.ts";
import { contentSecurityPolicy, securityHeaders } from "./security_headers.ts";

/**
 * The middlewares of a site, in order: services, request log, file cache, security headers,
 * static files, and for everything else the Content-Security-Policy, language, CORS and CSRF
 * protection. Use them before any route.
 *
 * Requests that the CSRF protection rejects throw an `HttpError` with status 403.
 *
 * @example
 * ```ts
 * import type { Services, State } from "@latchkey/core";
 * import { latchkey } from "@latchkey/core/http";
 * import { App } from "fresh";
 *
 * export function createApp(services: Services) {
 *   return new App<State>().use(...latchkey(services)).fsRoutes();
 * }
 * ```
 */
export function latchkey(services: Services): Middleware[] {
  const { settings } = services;
  const files = staticFiles<State>();
  return [
    provide(services),
    logRequests(services),
    fileCache(),
    securityHeaders(settings),
    (ctx) => files(ctx as Context<State>), // Fresh created this context.
    contentSecurityPolicy(settings),
    localeMiddleware,
    crossOrigin(settings),
    ...sameOrigin(services),
  ];
}
