/**
 * Hands the services to everything that follows.
 *
 * @module
 */
import type { Services } from "../services.ts";
import type { Middleware } from "../state.ts";

/** Begins a request's state: the services are there, the language is the default, nobody is logged in yet. */
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
