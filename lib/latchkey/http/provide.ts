/**
 * Hands the services to everything that follows.
 *
 * @module
 */
import type { Middleware } from "fresh";
import { ENGLISH } from "../i18n/languages.ts";
import type { Services } from "../services.ts";
import type { State } from "../state.ts";

/** Begins a request's state: the services are there, the site speaks English, nobody is signed in yet. */
export function provide(services: Services): Middleware<State> {
  return (ctx) => {
    const { state } = ctx;
    state.services = services;
    state.language = ENGLISH;
    state.user = null;
    state.session = null;
    state.tokenRefused = false;
    return ctx.next();
  };
}
