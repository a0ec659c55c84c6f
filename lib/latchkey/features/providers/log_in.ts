/**
 * What the identity at a provider means for a login: whose account it opens, or which one it
 * creates.
 *
 * @module
 */
import { HttpError } from "fresh";
import { clientInfoOf } from "../../http/client_info.ts";
import { logSecurityEvent } from "../../http/security_events.ts";
import type { RequestContext } from "../../state.ts";
import { mayLogIn } from "../account/account_status.ts";
import { findFormerOwner } from "../account/recipients.ts";
import type { User } from "../account/user.ts";
import { claimAccount } from "../verification/claim_account.ts";
import { providers } from "./feature.ts";
import type { IdentifiedPerson } from "./identified_person.ts";
import {
  accountAt,
  findLinked,
  isUsable,
  type KnownIdentity,
} from "./identity_accounts.ts";
import { signUpConfirmed, signUpRefusal } from "./new_account.ts";
import type { ProviderOutcome } from "./provider_outcomes.ts";
import {
  failedLogin,
  loggedIn,
  toLinkPage,
  toSignUpPage,
} from "./provider_responses.ts";

/** How often a login is decided again, when other requests change what it was based on. */
const MOST_DECISIONS = 5;

/**
 * Logs a person in whom a provider has identified:
 *
 * - An identity that is linked opens its account.
 * - Otherwise the address decides, if the provider has confirmed it. An account whose owner has
 *   confirmed the same address is linked once they have logged in to it. One that nobody has
 *   confirmed may be a stranger's trap (A. Sudhodanan and A. Paverd, "Pre-hijacked accounts",
 *   USENIX Security 2022), so it loses everything that its creator set up. Without an account,
 *   one is created.
 * - Without a confirmed address, or with one that is reserved for the account that had it, a form
 *   asks for one, whether it has an account or not.
 *
 * @throws {HttpError} 503 if other requests keep changing the account.
 */
export async function logInByProvider(
  ctx: RequestContext,
  person: IdentifiedPerson,
): Promise<ProviderOutcome> {
  for (let decision = 0; decision < MOST_DECISIONS; decision++) {
    const outcome = await decide(ctx, person);
    if (outcome) return outcome;
  }
  throw new HttpError(503);
}

/** Null if another request has changed what the decision was based on. */
async function decide(
  ctx: RequestContext,
  person: IdentifiedPerson,
): Promise<ProviderOutcome | null> {
  const { services } = ctx.state;
  const { pending } = person;
  const known = await findLinked(services, pending);
  if (known && isUsable(known.user)) return await enter(ctx, person, known);
  if (!pending.isConfirmed) return await askForAddress(ctx, person);
  const holder = await accountAt(services, pending.address);
  if (!holder && await findFormerOwner(services, pending.address)) {
    // Reserved for the account that had it. An email to it says so, as at sign-up.
    const unconfirmed = { ...pending, isConfirmed: false };
    return await askForAddress(ctx, { ...person, pending: unconfirmed });
  }
  if (holder && !mayLogIn(services, holder)) {
    return await closed(ctx, person, holder);
  }
  if (holder && holder.verifiedAt !== null) {
    const linked = await findLinked(services, pending);
    // Another request may have created the account since, with this identity.
    return linked && isUsable(linked.user)
      ? null
      : await toLinkPage(ctx, person);
  }
  // The identity was linked to an account that nobody confirmed.
  await services.use(providers).release(known?.login.id ?? null);
  return holder
    ? await claim(ctx, person, holder)
    : await signUpConfirmed(ctx, person);
}

/** Logs in with a linked login. */
async function enter(
  ctx: RequestContext,
  person: IdentifiedPerson,
  { login, user }: KnownIdentity,
): Promise<ProviderOutcome | null> {
  const { services } = ctx.state;
  if (!mayLogIn(services, user)) return await closed(ctx, person, user);
  const { username } = person.pending;
  const isLinked = await services.use(providers).noteUse(login.id, username);
  return isLinked ? await loggedIn(ctx, user, person) : null;
}

async function closed(
  ctx: RequestContext,
  person: IdentifiedPerson,
  { id: user }: User,
): Promise<ProviderOutcome> {
  const { method } = person;
  ctx.state.services.telemetry.metrics.logins.add(method, "closed");
  await logSecurityEvent(ctx, "login_failed", { method, user });
  return failedLogin("account_closed", person);
}

/** Leads to the form, unless the person may not sign up at all. */
async function askForAddress(
  ctx: RequestContext,
  person: IdentifiedPerson,
): Promise<ProviderOutcome> {
  const refused = await signUpRefusal(ctx.state.services, person);
  return refused
    ? failedLogin(refused, person)
    : await toSignUpPage(ctx, person);
}

/** Gives an account that nobody has confirmed to the owner of its address. */
async function claim(
  ctx: RequestContext,
  person: IdentifiedPerson,
  { id }: User,
): Promise<ProviderOutcome | null> {
  const { services, language } = ctx.state;
  const clientInfo = await clientInfoOf(ctx);
  const user = await claimAccount(services, id, {
    clientInfo,
    language: language.code,
    name: person.pending.name,
    profile: person.profile,
    store: (db) => services.use(providers, db).link(id, person.pending),
  });
  return user && await loggedIn(ctx, user, person);
}
