/**
 * What a request carries through middlewares to its page, and the typed `define` for both.
 *
 * @module
 */
import { createDefine } from "fresh";
import type {
  SignedInState as CoreSignedInState,
  State as CoreState,
} from "@latchkey/core";
import type { Language } from "./messages/language.ts";

/** `ctx.state` of every request, in one of the site's languages. */
export type State = CoreState<Language>;

/** The same behind `requireUser`: somebody is signed in. */
export type SignedInState = CoreSignedInState<Language>;

/** Typed handlers, pages, layouts and middlewares for anybody. */
export const define = createDefine<State>();

/** The same for files behind `requireUser`, where `state.user` is never null. */
export const signedIn = createDefine<SignedInState>();
