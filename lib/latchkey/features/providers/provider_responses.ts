/**
 * The responses to logins with providers.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { RequestContext } from "../../state.ts";
import type { User } from "../account/user.ts";
import { logInAndRedirect } from "../session/login_response.ts";
import { acceptedFrom } from "../session/step_up_proof.ts";
import type { IdentifiedPerson } from "./identified_person.ts";
import {
  forgetPendingIdentity,
  keepPendingIdentity,
} from "./pending_identity.ts";
import { noteProvider } from "./provider_logout.ts";
import type {
  NamedProvider,
  ProviderFailure,
  ProviderFailureReason,
  ProviderOutcome,
} from "./provider_outcomes.ts";

/** The page for those whose address an account has. */
const LINK_PAGE = "/auth/provider/link";

/** The form that asks for what is missing for an account. */
const SIGN_UP_PAGE = "/auth/provider/sign-up";

/** The status of each failure (RFC 9110 §15). */
const STATUS: Readonly<Record<ProviderFailureReason, number>> = {
  cancelled: 403,
  expired: 410,
  used: 410,
  down: 502,
  invalid: 400,
  too_many: 429,
  account_closed: 403,
  sign_up_closed: 403,
  uninvited: 403,
  void_invitation: 403,
  used_invitation: 403,
  logged_out: 403,
  not_recent: 403,
  address_unconfirmed: 403,
  linked_elsewhere: 409,
  other_identity: 403,
  not_again: 403,
};

/** A failure, with what its page shows. */
export function failed(
  shown: ProviderFailure,
  init: ResponseInit = {},
): Extract<ProviderOutcome, { ok: false }> {
  return { ok: false, shown, init: { status: STATUS[shown.reason], ...init } };
}

/** A failed login. */
export function failedLogin(
  reason: ProviderFailureReason,
  { provider, pending: { next } }: IdentifiedPerson,
): Extract<ProviderOutcome, { ok: false }> {
  return failed({ reason, provider, purpose: "log_in", next });
}

/**
 * Logs the person in, and leads on. A second factor may be due first. In a step-up, the login
 * counts only if the provider would: otherwise a browser left open could replace the password by
 * logging in again.
 */
export async function loggedIn(
  ctx: RequestContext,
  user: User,
  { provider, method, identifiedAt: at, pending }: IdentifiedPerson,
): Promise<ProviderOutcome> {
  const { next, remember } = pending;
  const { services } = ctx.state;
  const isProof = method === "provider_two_factors" ||
    await countsInStepUp(services, user, provider);
  const identifiedAt = isProof ? at : 0;
  const response = await logInAndRedirect(ctx, user, {
    method,
    identifiedAt,
    remembered: remember,
    next,
  });
  const cookies = noteProvider(ctx, provider, remember);
  for (const line of [forgetPendingIdentity(ctx), ...cookies]) {
    response.headers.append("set-cookie", line);
  }
  return { ok: true, response };
}

/** Whether a login with a provider counts in a step-up: the account has nothing else to show. */
export async function countsInStepUp(
  services: Services,
  user: Pick<User, "id">,
  { id }: Pick<NamedProvider, "id">,
): Promise<boolean> {
  const rule = { passwordSuffices: true };
  const { providers } = await acceptedFrom(services, user, rule);
  return providers.some((other) => other.id === id);
}

/** Keeps the identity while its owner logs in to the account that has the address. */
export function toLinkPage(
  ctx: RequestContext,
  person: IdentifiedPerson,
): Promise<ProviderOutcome> {
  return keptAndSentTo(ctx, LINK_PAGE, person);
}

/** Keeps the identity while the person fills in the form. */
export function toSignUpPage(
  ctx: RequestContext,
  person: IdentifiedPerson,
): Promise<ProviderOutcome> {
  return keptAndSentTo(ctx, SIGN_UP_PAGE, person);
}

async function keptAndSentTo(
  ctx: RequestContext,
  path: string,
  { pending }: IdentifiedPerson,
): Promise<ProviderOutcome> {
  const response = ctx.redirect(path, 303);
  for (const line of await keepPendingIdentity(ctx, pending)) {
    response.headers.append("set-cookie", line);
  }
  return { ok: true, response };
}
