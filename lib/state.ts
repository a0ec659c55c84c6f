/**
 * What a request carries through middlewares to its page, and the typed `define` for both.
 *
 * @module
 */
import { createDefine } from "fresh";
import type {
  LoggedInState as CoreLoggedInState,
  State as CoreState,
} from "@latchkey/core";
import type { Language } from "./messages/language.ts";

/** `ctx.state` of every request, in one of the site's languages. */
export type State = CoreState<Language>;

/** The same behind `requireUser`: somebody is logged in. */
export type LoggedInState = CoreLoggedInState<Language>;

/** Typed handlers, pages, layouts and middlewares for anybody. */
export const define = createDefine<State>();

/** The same for files behind `requireUser`, where `state.user` is never null. */
export const loggedIn = createDefine<LoggedInState>();
