/**
 * How a login with a provider can end.
 *
 * @module
 */
import type { LoginProvider, ProviderIdentity } from "./login_provider.ts";

/**
 * What a flow is for: to log in or sign up (`login`), to link a provider to the account that is
 * logged in (`link`), or to confirm the person who is logged in (`step_up`).
 */
export type ProviderPurpose = "login" | "link" | "step_up";

/** What a flow was started for, as its sealed state says. */
export interface ProviderFlow {
  readonly purpose: ProviderPurpose;
  /** The path to go on to, as `safeNext` returned it. */
  readonly next: string;
  /** Whether the person stays logged in. */
  readonly remembered: boolean;
  /** The token of an invitation; empty without one. */
  readonly invite: string;
  /** The session that started it, for `link` and `step_up`; null for `login`. */
  readonly sessionId: string | null;
  /** When it was started, in milliseconds since the epoch. */
  readonly startedAt: number;
}

/**
 * The provider's answer, once it is checked; or why there is none. `expired`: the flow took
 * longer than ten minutes. `used`: its answer came twice. `foreign`: another browser started it,
 * or nobody did. The others are those of `ProviderError`.
 */
export type CheckedAnswer =
  | {
    readonly ok: true;
    readonly provider: LoginProvider;
    readonly flow: ProviderFlow;
    readonly identity: ProviderIdentity;
  }
  | {
    readonly ok: false;
    readonly provider: LoginProvider;
    readonly reason:
      | "cancelled"
      | "down"
      | "invalid"
      | "expired"
      | "used"
      | "foreign";
    /** Null if the state can't be read. */
    readonly flow: ProviderFlow | null;
  };

/**
 * Why a flow ended without what it was for. Beside those of {@linkcode CheckedAnswer}:
 *
 * - `account_closed` (403): the account can't be used.
 * - `sign_up_closed`, `uninvited`, `void_invitation`, `used_invitation`, `other_invitee` (403):
 *   there is no account, and the person may not sign up. `other_invitee`: the invitation is for
 *   another address than the one that the provider has confirmed.
 * - `logged_out` (403): the session that wanted to link or to confirm has ended.
 * - `not_recent` (403): the proof that linking needs is older than ten minutes.
 * - `linked_elsewhere` (409): the identity is linked to another account.
 * - `other_identity` (403): a step-up with an identity that isn't linked to this account.
 * - `not_again` (403): a step-up for which the person didn't log in again at the provider.
 * - `too_many` (429): too many attempts of this client.
 */
export type ProviderFailureReason =
  | Extract<CheckedAnswer, { ok: false }>["reason"]
  | "account_closed"
  | "sign_up_closed"
  | "uninvited"
  | "void_invitation"
  | "used_invitation"
  | "other_invitee"
  | "logged_out"
  | "not_recent"
  | "linked_elsewhere"
  | "other_identity"
  | "not_again"
  | "too_many";

/** What the page about a failure needs. */
export interface ProviderFailure {
  readonly reason: ProviderFailureReason;
  /** The provider's id and its name on buttons. */
  readonly provider: Pick<LoginProvider, "id" | "label">;
  readonly purpose: ProviderPurpose;
  /** Where the flow was to lead, for the links of the page. */
  readonly next: string;
  /** With `too_many`: when to try again, in the language of the page. */
  readonly failure?: string;
}

/**
 * How a flow ended: with a redirect (303) and its cookies, or with what the page shows and the
 * status of the response. A redirect leads
 *
 * - to `next`, logged in, or to `/auth/second-factor` if a second factor is due;
 * - to `/auth/provider/sign-up`, whose form asks for what is missing for an account:
 *   `findProviderSignUp` and `signUpWithProvider`;
 * - to `/auth/provider/link`, since an account has the address: `findPendingLink`;
 * - after `link` and `step_up`, to `next`.
 */
export type ProviderOutcome =
  | { readonly ok: true; readonly response: Response }
  | {
    readonly ok: false;
    readonly shown: ProviderFailure;
    readonly init: ResponseInit;
  };

/**
 * What `/auth/provider/link` and `/account/logins/link` show: an identity whose address an
 * account has, or null if the browser has none (any more). Its owner must log in to that account
 * first.
 *
 * - `log_in`: nobody is logged in. Explain it, and lead to the login page with
 *   `next=/account/logins/link`.
 * - `confirm`: the owner is logged in. The page at `/account/logins/link`, behind
 *   `requireRecentFactor`, has a form without fields: `linkPendingLogin`.
 * - `other_account`: someone else is logged in, and must log out first.
 */
export type PendingLink =
  | {
    readonly is: "log_in" | "confirm" | "other_account";
    readonly provider: Pick<LoginProvider, "id" | "label">;
    /** What the person calls their account there: a user name or an address; may be empty. */
    readonly username: string;
    /** The address of the account here, for display. */
    readonly address: string;
    /** Where to go on to afterwards. */
    readonly next: string;
  }
  | null;

/** What the form at `/auth/provider/sign-up` starts with. */
export interface ProviderSignUp {
  readonly provider: Pick<LoginProvider, "id" | "label">;
  readonly username: string;
  /** As the provider says, or empty. */
  readonly address: string;
  /**
   * Whether the provider has confirmed the address. Then the account needs no email, unless the
   * person enters another one.
   */
  readonly isConfirmed: boolean;
  /** As the provider says, or empty. */
  readonly name: string;
  readonly next: string;
}

/** A linked login as its owner sees it. */
export interface LinkedLogin {
  /** Not a secret. */
  readonly id: string;
  /** The id of the provider, whether the site still has it or not. */
  readonly provider: string;
  /** Its name on buttons; its id if the site has it no more. */
  readonly label: string;
  /** What the person calls their account there; may be empty. */
  readonly username: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

/**
 * The result of unlinking: the login; or `gone` if it was unlinked before; or `last` if it is
 * the only way to log in.
 */
export type UnlinkedLogin =
  | { readonly removed: LinkedLogin }
  | { readonly removed: null; readonly why: "gone" | "last" };
