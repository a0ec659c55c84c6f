/**
 * The state of a request, as far as the library knows it.
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

/**
 * The part of a user that pages and APIs may show.
 *
 * @example
 * ```tsx
 * import type { UserView } from "@latchkey/core";
 *
 * const Greeting = ({ user }: { user: UserView }) => <p>Hello {user.name || user.address}</p>;
 * ```
 */
export interface UserView {
  readonly id: string;
  /** For display, see `shownAddress`. */
  readonly address: string;
  /** Empty when the person entered none. */
  readonly name: string;
  /** Whether the person has verified `address`. */
  readonly verified: boolean;
  readonly roles: readonly Role[];
}

/** The input of a page that responds to a form. */
export interface PostedPage {
  /** The submitted form. */
  readonly form: FormFields;
  /** Further fields of the page. */
  readonly also: FormFields;
}

/** By when an account must have a second factor. It has none yet. */
export interface FactorDeadline {
  /**
   * In milliseconds since the epoch; null until the grace period starts, with the first request
   * after a login.
   */
  readonly dueAt: number | null;
  readonly isOverdue: boolean;
}

/**
 * The state of every request: `ctx.state`.
 *
 * @typeParam SiteLanguage The languages of the site, with its own messages.
 *
 * @example
 * ```ts
 * import type { State } from "@latchkey/core";
 *
 * const nameOf = ({ user }: State): string => user?.name ?? "";
 * ```
 */
export interface State<SiteLanguage extends Language = Language> {
  services: Services;
  /** The language of the response. */
  language: SiteLanguage;
  /** The logged-in user, or null. */
  user: UserView | null;
  /** The session of the request, or null. */
  session: Session | null;
  /** True when the request had an invalid, expired or revoked token. */
  tokenRefused: boolean;
  /** True once the CSRF check has passed. */
  isSameOrigin?: boolean;
  /** Set by `lib/latchkey/http/request_id.ts` when first needed. */
  requestId?: string;
  /** The form that the page responds to, if the page can be shown again. */
  shown?: PostedPage;
  /** The id of the request's trace, if it is recorded. */
  traceId?: string;
  /** By when the person must set up a second factor; undefined if they need not. */
  factorDeadline?: FactorDeadline;
  /** `Set-Cookie` lines for a page that sets several: Fresh's own `page()` keeps only one. */
  cookies?: readonly string[];
  /** The Content-Security-Policy of this response. */
  contentSecurityPolicy?: string;
  /** Other origins to which forms of the page lead, for its Content-Security-Policy. */
  formOrigins?: readonly string[];
}

/**
 * The state behind `requireUser`, where `user` and `session` are never null.
 *
 * @example
 * ```ts
 * import type { LoggedInState } from "@latchkey/core";
 *
 * const idOf = ({ user }: LoggedInState): string => user.id;
 * ```
 */
export interface LoggedInState<SiteLanguage extends Language = Language>
  extends State<SiteLanguage> {
  user: UserView;
  session: Session;
}

/** The context of a request, for any site. */
export type RequestContext<Of extends State = State> = Pick<
  Context<Of>,
  keyof Context<Of>
>;

/** A middleware for any site. */
export type Middleware<Of extends State = State> = (
  ctx: RequestContext<Of>,
) => Response | Promise<Response>;

/**
 * The part of a user that a site may show. Leaves out roles that no feature of the site defines
 * any more, so they grant nothing.
 */
export function viewOf(user: User, site: Pick<Site, "features">): UserView {
  const { id, name, verifiedAt } = user;
  const address = shownAddress(user.address);
  const known = rolesOf(site);
  const roles = user.roles.filter((role) => known.includes(role));
  return { id, address, name, verified: verifiedAt !== null, roles };
}
