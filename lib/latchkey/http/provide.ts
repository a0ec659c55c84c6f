/**
 * Provides the services to later middlewares and routes.
 *
 * @module
 */
import type { Services } from "../services.ts";
import type { Middleware } from "../state.ts";

/** Initialises a request's state: the services, the default language, and no user. */
export function provide(services: Services): Middleware {
  return (ctx) => {
    const { state } = ctx;
    state.services = services;
    [state.language] = services.site.languages;
    state.user = null;
    state.session = null;
    state.tokenRefused = false;
    return ctx.next();
  };
}
