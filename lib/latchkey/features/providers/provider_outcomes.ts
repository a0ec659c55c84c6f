/**
 * How a login with a provider can end.
 *
 * @module
 */
import type { Problems } from "../../forms/form.ts";
import type { Profile } from "../../forms/profile_fields.ts";
import type { personForm } from "../sign_up/sign_up_form.ts";
import type { ProviderFlow } from "./flow_state.ts";
import type { LoginProvider } from "./login_provider.ts";
import type { FlowProblem } from "./outcomes.ts";

/** A provider as pages name it. */
export type NamedProvider = Pick<LoginProvider, "id" | "label">;

/**
 * Why a login with a provider ended without what it was for. Beside those of `FlowProblem`, where
 * `limited` is `too_many` here:
 *
 * - `account_closed` (403): the account can't be used.
 * - `sign_up_closed`, `uninvited`, `void_invitation`, `used_invitation` (403): there is no account,
 *   and the person may not sign up.
 * - `logged_out` (403): the session that wanted to link or to confirm has ended.
 * - `not_recent` (403): the proof that linking needs is older than ten minutes.
 * - `address_unconfirmed` (403): the account must confirm its address before it links anything.
 * - `linked_elsewhere` (409): the identity is linked to another account.
 * - `other_identity` (403): a step-up with an identity that isn't linked to this account.
 * - `not_again` (403): a step-up for which the person didn't log in again at the provider.
 */
export type ProviderFailureReason =
  | Exclude<FlowProblem, "limited">
  | "account_closed"
  | "sign_up_closed"
  | "uninvited"
  | "void_invitation"
  | "used_invitation"
  | "logged_out"
  | "not_recent"
  | "address_unconfirmed"
  | "linked_elsewhere"
  | "other_identity"
  | "not_again"
  | "too_many";

/** What the page about a failure needs. */
export interface ProviderFailure {
  readonly reason: ProviderFailureReason;
  readonly provider: NamedProvider;
  readonly purpose: ProviderFlow["purpose"];
  /** Where the flow was to lead, for the links of the page. */
  readonly next: string;
  /** The message of `too_many`, in the language of the page. */
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
  | {
    readonly ok: true;
    readonly response: Response;
    /** Whether a login was linked to the account that is logged in. */
    readonly isLinked?: boolean;
  }
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
    readonly provider: NamedProvider;
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
  readonly provider: NamedProvider;
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

/**
 * The result of the form at `/auth/provider/sign-up`:
 *
 * - `done`: a redirect (303), logged in, or to `/auth/provider/link`.
 * - `mailed`: we sent an email to this address, whether it had an account or not. Show what
 *   a sign-up by password shows, with these `Set-Cookie` lines.
 * - `form`: what is wrong with the form (422), or why it must wait (429).
 * - `failed`: what finishing a login shows.
 */
export type ProviderSignUpResult =
  | { readonly is: "done"; readonly response: Response }
  | {
    readonly is: "mailed";
    /** In canonical form: see `shownAddress`. */
    readonly address: string;
    readonly next: string;
    readonly cookies: readonly string[];
  }
  | {
    readonly is: "form";
    readonly shown: ProviderSignUp & {
      readonly profile: Profile;
      readonly problems?: Problems<ReturnType<typeof personForm>>;
      readonly failure?: string;
    };
    readonly init: ResponseInit;
  }
  | ({ readonly is: "failed" } & Extract<ProviderOutcome, { ok: false }>);
