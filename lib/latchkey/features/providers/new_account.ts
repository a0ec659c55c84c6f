/**
 * Creating accounts for people whom a provider has identified.
 *
 * @module
 */
import { clientInfoOf } from "../../http/client_info.ts";
import type { Invitation, Services, SignUpAccess } from "../../services.ts";
import type { RequestContext } from "../../state.ts";
import type { User } from "../account/user.ts";
import { bindBrowser } from "../session/browser_binding.ts";
import {
  createAccount,
  createConfirmedAccount,
} from "../sign_up/new_account.ts";
import { invites, signUpAccess } from "../sign_up/sign_up_access.ts";
import { providers } from "./feature.ts";
import type { IdentifiedPerson } from "./identified_person.ts";
import { findLinked } from "./identity_accounts.ts";
import type {
  ProviderFailureReason,
  ProviderOutcome,
} from "./provider_outcomes.ts";
import { failedLogin, loggedIn, toSignUpPage } from "./provider_responses.ts";

/** The page that tells why the person may not sign up. */
export const REFUSALS: Readonly<
  Record<Extract<SignUpAccess, { open: false }>["why"], ProviderFailureReason>
> = {
  closed: "sign_up_closed",
  uninvited: "uninvited",
  void: "void_invitation",
  used: "used_invitation",
};

/** Why a person may not sign up, before they have entered an address; null if they may. */
export async function signUpRefusal(
  services: Services,
  { pending: { invite } }: IdentifiedPerson,
): Promise<ProviderFailureReason | null> {
  const access = await signUpAccess(services, invite);
  return access.open ? null : REFUSALS[access.why];
}

/**
 * Creates an account for a confirmed address that has none, or leads to the form if the site asks
 * new people for more. Null if another request was first.
 */
export async function signUpConfirmed(
  ctx: RequestContext,
  person: IdentifiedPerson,
): Promise<ProviderOutcome | null> {
  const { services } = ctx.state;
  const { pending: { invite, address }, profile } = person;
  const access = await signUpAccess(services, invite, address);
  if (!access.open) return failedLogin(REFUSALS[access.why], person);
  const { invitation } = access;
  const isComplete = profile !== undefined || !asksForMore(services);
  // Someone who was invited at work may log in with a private address.
  const isInvited = !invitation || invites(invitation, address);
  if (!isComplete || !isInvited) return await toSignUpPage(ctx, person);
  const made = await create(ctx, person, invitation);
  if (made === "used") return failedLogin("used_invitation", person);
  return made === "taken" ? null : await loggedIn(ctx, made, person);
}

/** Whether the site's sign-up form has a profile field that must be filled in. */
function asksForMore({ site }: Pick<Services, "site">): boolean {
  return Object.values(site.profileFields).some(({ required }) => required);
}

/** Rolls back the creation of an account without its linked login. */
class IdentityTaken extends Error {}

async function create(
  ctx: RequestContext,
  { pending, profile }: IdentifiedPerson,
  invitation: Invitation | null,
): Promise<User | "taken" | "used"> {
  const { services, language } = ctx.state;
  const { address, name } = pending;
  const account = {
    address,
    name,
    profile,
    language: language.code,
    clientInfo: await clientInfoOf(ctx),
    invitation,
  };
  try {
    return await createConfirmedAccount(services, account, {
      passwordHash: "",
      async store(db, userId) {
        if (await services.use(providers, db).link(userId, pending)) return;
        throw new IdentityTaken();
      },
    });
  } catch (error) {
    if (error instanceof IdentityTaken) return "taken";
    throw error;
  }
}

/**
 * Creates an account whose address must be confirmed by email. The work, the result and the time
 * are the same if the address has an account.
 *
 * An identity that was linked to an account with another address, which nobody has confirmed, is
 * linked to this one instead: the person may have mistyped it the first time.
 *
 * @returns The `Set-Cookie` line that binds the email to this browser; `used` if someone else has
 * used the invitation.
 */
export async function signUpUnconfirmed(
  ctx: RequestContext,
  { pending, profile }: IdentifiedPerson,
  { addressKey, invitation }: {
    readonly addressKey: string;
    readonly invitation: Invitation | null;
  },
): Promise<{ readonly setCookie: string } | "used"> {
  const { services, language } = ctx.state;
  const { address, name } = pending;
  const { browser, setCookie } = await bindBrowser(ctx);
  const known = await findLinked(services, pending);
  const isElsewhere = known !== null && known.user.addressKey !== addressKey;
  await services.use(providers).release(isElsewhere ? known.login.id : null);
  const account = {
    address,
    name,
    profile,
    language: language.code,
    browser,
    clientInfo: await clientInfoOf(ctx),
    invitation,
  };
  const made = await createAccount(services, account, {
    passwordHash: "",
    store: (db, userId) => services.use(providers, db).link(userId, pending),
  });
  return made === "used" ? made : { setCookie };
}
