/**
 * The state of a request, and the typed `define` for routes.
 *
 * @module
 */
import { createDefine } from "fresh";
import type {
  LoggedInState as CoreLoggedInState,
  State as CoreState,
} from "@latchkey/core";
import type { Language } from "./messages/language.ts";

/** The state of every request, in one of the site's languages. */
export type State = CoreState<Language>;

/** The state behind `requireUser`, where `user` is never null. */
export type LoggedInState = CoreLoggedInState<Language>;

/** Defines handlers, pages, layouts and middlewares for everyone. */
export const define = createDefine<State>();

/** Defines handlers and pages behind `requireUser`, where `state.user` is never null. */
export const loggedIn = createDefine<LoggedInState>();
