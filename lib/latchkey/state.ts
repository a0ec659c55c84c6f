/**
 * What a request carries through middlewares to its page, and the typed `define` for both.
 *
 * @module
 */
import { createDefine } from "fresh";
import { shownAddress } from "./email/shown_address.ts";
import type { ShownPage } from "./http/posted_page.ts";
import type { Language } from "./i18n/words.ts";
import type { Services } from "./services.ts";
import type { Role, User } from "./features/account/user.ts";
import type { Session } from "./features/session/session.ts";

/** The part of a user that pages and APIs may show. */
export interface UserView {
  readonly id: string;
  /** As people read it, see `shownAddress`. */
  readonly address: string;
  /** Empty when the person did not say. */
  readonly name: string;
  /** Whether it was shown that the person reads mail to `address`. */
  readonly verified: boolean;
  readonly roles: readonly Role[];
}

/** `ctx.state` of every request. */
export interface State {
  services: Services;
  /** What the answer is written in. */
  language: Language;
  /** The person signed in, or null. */
  user: UserView | null;
  /** The session the request came with, or null. */
  session: Session | null;
  /** True when the request brought a token that did not hold: bad, expired or revoked. */
  tokenRefused: boolean;
  /** True once the request was found to come from this site, or from no browser. */
  isSameOrigin?: boolean;
  /** What `lib/latchkey/http/request_id.ts` gives, once it was asked. */
  requestId?: string;
  /** The answer, if it is a copy of one that was kept for everybody. */
  copy?: Response;
  /** What the page answers, if it can be shown again. */
  shown?: ShownPage;
  /** The id of the trace that records this request, if one does. */
  traceId?: string;
  /** `Set-Cookie` lines for a page that sets several: on Fresh itself, `page()` keeps one alone. */
  cookies?: readonly string[];
  /** A Content-Security-Policy for this answer alone, in place of that of the pages. */
  contentSecurityPolicy?: string;
}

/** `ctx.state` behind `requireUser`: somebody is signed in. */
export interface SignedInState extends State {
  user: UserView;
  session: Session;
}

/** Typed handlers, pages, layouts and middlewares for anybody. */
export const define = createDefine<State>();

/** The same for files behind `requireUser`, where `state.user` is never null. */
export const signedIn = createDefine<SignedInState>();

/** Shows of a user what pages and APIs may see. */
export function viewOf(user: User): UserView {
  const { id, name, verifiedAt, roles } = user;
  const address = shownAddress(user.address);
  return { id, address, name, verified: verifiedAt !== null, roles };
}
