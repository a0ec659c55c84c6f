/**
 * The form for people whom a provider has identified, and of whom something is missing for an
 * account.
 *
 * @module
 */
import { addressKey } from "../../email/address.ts";
import { profileIn } from "../../forms/profile_fields.ts";
import { clientInfoOf } from "../../http/client_info.ts";
import type { FormFields } from "../../http/read_form.ts";
import type { RateLimit } from "../../limits/rate_limit.ts";
import { waitResponse } from "../../limits/wait_response.ts";
import type { RequestContext } from "../../state.ts";
import { storeReturnPath } from "../sign_up/return_path.ts";
import { checkPerson } from "../sign_up/sign_up.ts";
import { signUpAccess } from "../sign_up/sign_up_access.ts";
import { providers } from "./feature.ts";
import type { IdentifiedPerson } from "./identified_person.ts";
import { findLinked, isUsable } from "./identity_accounts.ts";
import { logInByProvider } from "./log_in.ts";
import { REFUSALS, signUpUnconfirmed } from "./new_account.ts";
import { type PendingIdentity, pendingIdentityOf } from "./pending_identity.ts";
import type {
  ProviderSignUp,
  ProviderSignUpResult,
} from "./provider_outcomes.ts";
import { failedLogin } from "./provider_responses.ts";

/**
 * What the form at `/auth/provider/sign-up` starts with; null if no identity waits in this browser,
 * so that it has to start again.
 *
 * @example
 * ```ts
 * import { findProviderSignUp } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import { type Context, page } from "fresh";
 *
 * export async function GET(ctx: Context<State>) {
 *   const form = await findProviderSignUp(ctx);
 *   return form ? page(form) : ctx.redirect("/auth/signup", 303);
 * }
 * ```
 */
export async function findProviderSignUp(
  ctx: RequestContext,
): Promise<ProviderSignUp | null> {
  const pending = await pendingIdentityOf(ctx);
  return pending && formOf(ctx, pending);
}

function formOf(
  { state: { services } }: RequestContext,
  pending: PendingIdentity,
): ProviderSignUp {
  const { provider: id, username, address, isConfirmed, name, next } = pending;
  const label = services.use(providers).labelOf(id);
  const provider = { id, label };
  return { provider, username, address, isConfirmed, name, next };
}

/**
 * Creates the account of a person whom a provider has identified, with the fields of the sign-up
 * form except the password. If the provider has confirmed the address that they entered, they are
 * logged in. Otherwise an email confirms it, and the result is the same whether the address has an
 * account or not.
 *
 * @param limit The rate limit of the route: share it with those of other sign-ups.
 * @returns Null if no identity waits in this browser, so that it has to start again.
 *
 * @example
 * ```ts
 * import { rateLimit, readForm, signUpWithProvider } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * const limit = rateLimit("sign-up", { client: { burst: 20, refillSeconds: 60 } });
 *
 * export async function POST(ctx: Context<State>) {
 *   const result = await signUpWithProvider(ctx, await readForm(ctx.req), limit);
 *   return result?.is === "done" ? result.response : new Response(result?.is);
 * }
 * ```
 */
export async function signUpWithProvider(
  ctx: RequestContext,
  fields: FormFields,
  limit: RateLimit,
): Promise<ProviderSignUpResult | null> {
  const { services } = ctx.state;
  const pending = await pendingIdentityOf(ctx);
  if (!pending) return null;
  const form = formOf(ctx, pending);
  const known = await findLinked(services, pending);
  if (known && isUsable(known.user)) {
    // Another tab was first. What waited is no login: the person may have logged out since.
    return known.user.id === ctx.state.user?.id
      ? { is: "done", response: ctx.redirect(pending.next, 303) }
      : null;
  }
  const access = await signUpAccess(services, pending.invite, fields.address);
  if (!access.open) {
    return refused(REFUSALS[access.why], personOf(form, pending));
  }
  const shown = { ...form, ...enteredIn(ctx, fields) };
  const checked = await checkPerson(services, fields, access.invitation);
  if (!checked.ok) {
    const { problems } = checked;
    return { is: "form", shown: { ...shown, problems }, init: { status: 422 } };
  }
  const client = (await clientInfoOf(ctx)).clientAddress;
  const denied = await limit.take(services, { client });
  if (denied) {
    const { failure, init } = waitResponse(ctx.state.language, denied);
    return { is: "form", shown: { ...shown, failure }, init };
  }
  const { address, name, profile } = checked.values;
  const key = addressKey(address);
  const isConfirmed = pending.isConfirmed &&
    key === addressKey(pending.address);
  const person = personOf(form, { ...pending, address, name, isConfirmed });
  if (isConfirmed) return await enter(ctx, { ...person, profile });
  const { invitation } = access;
  const account = { addressKey: key, invitation };
  const made = await signUpUnconfirmed(ctx, { ...person, profile }, account);
  if (made === "used") return refused("used_invitation", person);
  return {
    is: "mailed",
    address,
    next: pending.next,
    cookies: [made.setCookie, storeReturnPath(services.settings, pending.next)],
  };
}

function personOf(
  { provider }: ProviderSignUp,
  { at, ...pending }: PendingIdentity,
): IdentifiedPerson {
  return { provider, pending, method: "provider", identifiedAt: at };
}

/** What the person has entered, to be shown again. */
function enteredIn(
  { state: { services: { site } } }: RequestContext,
  fields: FormFields,
) {
  const { address = "", name = "" } = fields;
  return { address, name, profile: profileIn(site.profileFields, fields) };
}

async function enter(
  ctx: RequestContext,
  person: IdentifiedPerson,
): Promise<ProviderSignUpResult> {
  const outcome = await logInByProvider(ctx, person);
  return outcome.ok
    ? { is: "done", response: outcome.response }
    : { is: "failed", ...outcome };
}

function refused(
  reason: Parameters<typeof failedLogin>[0],
  person: IdentifiedPerson,
): ProviderSignUpResult {
  return { is: "failed", ...failedLogin(reason, person) };
}
