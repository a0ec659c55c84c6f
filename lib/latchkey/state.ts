/**
 * What a request carries through middlewares to its page, as far as the library knows it.
 *
 * @module
 */
import type { Context } from "fresh";
import { shownAddress } from "./email/shown_address.ts";
import type { FormFields } from "./http/read_form.ts";
import type { Language } from "./i18n/messages.ts";
import type { Services, Site } from "./services.ts";
import { rolesOf } from "./features/account/roles.ts";
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

/** What makes a page that answers a form. */
export interface PostedPage {
  /** The form. */
  readonly form: FormFields;
  /** What the page knows beside it. */
  readonly also: FormFields;
}

/**
 * `ctx.state` of every request.
 *
 * @typeParam Spoken The languages of the site, with what it says itself.
 */
export interface State<Spoken extends Language = Language> {
  services: Services;
  /** What the answer is written in. */
  language: Spoken;
  /** The person logged in, or null. */
  user: UserView | null;
  /** The session the request came with, or null. */
  session: Session | null;
  /** True when the request brought a token that did not hold: bad, expired or revoked. */
  tokenRefused: boolean;
  /** True once the request was found to come from this site, or from no browser. */
  isSameOrigin?: boolean;
  /** What `lib/latchkey/http/request_id.ts` gives, once it was asked. */
  requestId?: string;
  /** What the page answers, if it can be shown again. */
  shown?: PostedPage;
  /** The id of the trace that records this request, if one does. */
  traceId?: string;
  /** `Set-Cookie` lines for a page that sets several: on Fresh itself, `page()` keeps one alone. */
  cookies?: readonly string[];
  /** A Content-Security-Policy for this answer alone, in place of that of the pages. */
  contentSecurityPolicy?: string;
}

/** `ctx.state` behind `requireUser`: somebody is logged in. */
export interface LoggedInState<Spoken extends Language = Language>
  extends State<Spoken> {
  user: UserView;
  session: Session;
}

/** A request on its way through the middlewares, of whatever site it is. */
export type RequestContext<Of extends State = State> = Pick<
  Context<Of>,
  keyof Context<Of>
>;

/** A middleware that fits into every site. */
export type Middleware<Of extends State = State> = (
  ctx: RequestContext<Of>,
) => Response | Promise<Response>;

/**
 * Shows of a user what pages and APIs of a site may see. A role that no feature of the site
 * brings any more is not there, so it opens nothing.
 */
export function viewOf(user: User, site: Pick<Site, "features">): UserView {
  const { id, name, verifiedAt } = user;
  const address = shownAddress(user.address);
  const known = rolesOf(site);
  const roles = user.roles.filter((role) => known.includes(role));
  return { id, address, name, verified: verifiedAt !== null, roles };
}
