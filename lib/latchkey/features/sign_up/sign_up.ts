/**
 * Making an account of one's own.
 *
 * @module
 */
import { isGone } from "../account/account_status.ts";
import { canonicalAddress } from "../../email/address.ts";
import { recordActivity } from "../activity/activity.ts";
import { hashThrottled } from "../password/hash_throttled.ts";
import { passwordRules, refuseNewPassword } from "../password/new_passwords.ts";
import { newUser } from "../account/new_user.ts";
import type { RateLimit } from "../../limits/rate_limit.ts";
import type { Denied } from "../../limits/wait_response.ts";
import type { ClientInfo } from "../../http/client_info.ts";
import { check, type Problems } from "../../forms/form.ts";
import { signUpEmail } from "./emails.tsx";
import { signUpForm } from "./sign_up_form.ts";
import { type Profile, profileIn } from "../../forms/profile_fields.ts";
import type { FormFields } from "../../http/read_form.ts";
import type { Invitation, Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { removeAccounts } from "../deletion/deletion.ts";
import { admissionOf, invites } from "./sign_up_access.ts";

/** Who wants an account. */
export interface SignUpRequest {
  readonly address: string;
  /** Empty when the person did not say. */
  readonly name: string;
  /** What was entered in the `profileFields` of the site. */
  readonly profile?: Profile;
  /** The tag of the language of the page, which the account keeps. */
  readonly language: string;
  /** One that `refuseNewPassword` let pass. */
  readonly password: string;
  /** The SHA-256 of the nonce of the browser that asks. */
  readonly browser: string;
  readonly clientInfo: ClientInfo;
  /** The limit that the route declares. */
  readonly limit: RateLimit;
  /** Null where sign-up takes none. */
  readonly invitation: Invitation | null;
}

/**
 * How it went. `made` does not tell whether there was an account at the address already:
 * only the mail says so. `used`: somebody else was quicker to use the invitation.
 */
export type SignUpResult =
  | { readonly reason: "made" }
  | { readonly reason: "used" }
  | Denied;

/** What the sign-up form of a site asks for, as {@linkcode signUpForm} takes it. */
export function signUpRules(services: Pick<Services, "site" | "settings">) {
  const { profileFields } = services.site;
  return { ...passwordRules(services), profileFields };
}

/**
 * Checks a form, down to what only the server knows. That an address has an account
 * already is no mistake.
 */
export async function checkSignUp(
  services: Pick<Services, "site" | "settings" | "mail">,
  fields: FormFields,
  invitation: Invitation | null,
) {
  const rules = signUpRules(services);
  const checked = check(signUpForm(rules), fields);
  if (!checked.ok) return checked;
  const { password } = checked.values;
  const typed = checked.values.address;
  const address = canonicalAddress(typed) ?? typed;
  const name = checked.values.name.trim();
  if (invitation && !invites(invitation, address)) {
    return refuse({ address: "addressNotInvited" });
  }
  if (!await services.mail.reaches(address)) {
    return refuse({ address: "addressUndeliverable" });
  }
  const problem = await refuseNewPassword(password, { ...rules, address });
  if (problem !== null) return refuse({ password: problem });
  const profile = profileIn(rules.profileFields, fields);
  return { ok: true, values: { address, name, password, profile } } as const;
}

function refuse(problems: Problems<typeof signUpForm>) {
  return { ok: false, problems } as const;
}

/**
 * Makes an account that waits for its address to be confirmed. For an address that has
 * one the same work is done, and whoever reads mail there is told.
 */
export async function signUp(
  services: Services,
  request: SignUpRequest,
): Promise<SignUpResult> {
  const { password, invitation, limit, ...person } = request;
  const hashed = await hashThrottled(services, {
    password,
    clientInfo: request.clientInfo,
    knownTo: null,
    limit,
  });
  if (!hashed.ok) return hashed;
  const { passwordHash } = hashed;
  const wanted = newUser(services, { ...person, passwordHash });
  const user = invitation ? { ...wanted, id: invitation.id } : wanted;

  const isFirst = !invitation || await use(services, invitation, request);
  if (isFirst === null) return { reason: "used" };
  const { users } = services.store;
  await clearAway(services, user.addressKey);
  const made = await users.create(user);
  // The second of two clicks has its mail already, unless the first failed halfway.
  if (isFirst || made) {
    await tell(services, request, made ? user : null, user.id);
  }
  return { reason: "made" };
}

/** Uses an invitation up, as `Admission.consume` says. */
async function use(
  services: Services,
  invitation: Invitation,
  { address }: Pick<SignUpRequest, "address">,
): Promise<boolean | null> {
  const admission = admissionOf(services.site);
  return await admission?.consume(services, invitation, address) ?? null;
}

/** By mail and in the account's history, if there is a new account; with the same work if there is none. */
async function tell(
  services: Services,
  { address, browser, language, clientInfo }: SignUpRequest,
  account: User | null,
  userId: string,
): Promise<void> {
  await services.mail.send(signUpEmail, {
    address,
    userId,
    browser,
    language,
  });
  await recordActivity(services, account, "signed_up", clientInfo);
}

/** An account that nobody can come back to any more keeps nobody from its address. */
async function clearAway(
  services: Services,
  key: string,
): Promise<void> {
  const holder = await services.store.users.byAddressKey(key);
  if (holder && isGone(holder, services.now())) {
    await removeAccounts(services, [holder.id]);
  }
}
