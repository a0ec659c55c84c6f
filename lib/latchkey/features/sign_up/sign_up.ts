/**
 * Signing up.
 *
 * @module
 */
import { isGone } from "../account/account_status.ts";
import { canonicalAddress } from "../../email/address.ts";
import { recordActivity } from "../activity/activity.ts";
import { hashThrottled } from "../password/hash_throttled.ts";
import {
  findPasswordProblem,
  passwordRules,
} from "../password/new_passwords.ts";
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

/** A validated sign-up. */
export interface SignUpRequest {
  readonly address: string;
  /** Empty if the person gave none. */
  readonly name: string;
  /** Values of the site's `profileFields`. */
  readonly profile?: Profile;
  /** The language tag of the page, which the account keeps. */
  readonly language: string;
  /** A password that {@linkcode checkSignUp} has accepted. */
  readonly password: string;
  /** The browser's binding, as `bindBrowser` returns it. */
  readonly browser: string;
  readonly clientInfo: ClientInfo;
  /** The rate limit of the route. */
  readonly limit: RateLimit;
  /** Null if sign-up is open. */
  readonly invitation: Invitation | null;
}

/**
 * The result of a sign-up. `made` does not tell whether the address already had an account:
 * only the email does. `used`: the invitation has been used by someone else.
 */
export type SignUpResult =
  | { readonly reason: "made" }
  | { readonly reason: "used" }
  | Denied;

/**
 * Returns the rules of a site's sign-up form, for {@linkcode signUpForm} and its island.
 *
 * @example
 * ```ts
 * import { type Services, signUpRules } from "@latchkey/core";
 * import { signUpForm } from "@latchkey/core/new-password";
 *
 * export const formOf = (services: Services) => signUpForm(signUpRules(services));
 * ```
 */
export function signUpRules(services: Pick<Services, "site" | "settings">) {
  const { profileFields } = services.site;
  return { ...passwordRules(services), profileFields };
}

/**
 * Validates a sign-up form, including what only the server knows, such as common passwords.
 * Returns `{ ok: true, values }` or `{ ok: false, problems }`. An address that already has
 * an account is valid.
 *
 * @example
 * ```ts
 * import { checkSignUp, type State } from "@latchkey/core";
 * import { readForm } from "@latchkey/core/http";
 * import { type Context, page } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const fields = await readForm(ctx.req);
 *   const checked = await checkSignUp(ctx.state.services, fields, null);
 *   return checked.ok ? page(checked.values) : page(checked, { status: 422 });
 * }
 * ```
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
    return invalid({ address: "addressNotInvited" });
  }
  if (!await services.mail.reaches(address)) {
    return invalid({ address: "addressUndeliverable" });
  }
  const problem = await findPasswordProblem(password, { ...rules, address });
  if (problem !== null) return invalid({ password: problem });
  const profile = profileIn(rules.profileFields, fields);
  return { ok: true, values: { address, name, password, profile } } as const;
}

function invalid(problems: Problems<typeof signUpForm>) {
  return { ok: false, problems } as const;
}

/**
 * Creates an account with an unconfirmed address and emails a link and code to confirm it.
 * If the address already has an account, the work is the same and its owner is notified.
 * See {@linkcode SignUpResult} for failures.
 *
 * @example
 * ```ts
 * import { signUp, type State } from "@latchkey/core";
 * import { bindBrowser, clientInfoOf, rateLimit } from "@latchkey/core/http";
 * import type { Context } from "fresh";
 *
 * const limit = rateLimit("sign-up", { client: { burst: 20, refillSeconds: 60 } });
 *
 * export async function create(ctx: Context<State>, password: string) {
 *   return await signUp(ctx.state.services, {
 *     address: "ada@example.com",
 *     name: "",
 *     password,
 *     language: ctx.state.language.code,
 *     browser: (await bindBrowser(ctx)).browser,
 *     clientInfo: await clientInfoOf(ctx),
 *     limit,
 *     invitation: null,
 *   });
 * }
 * ```
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
  const account = newUser(services, { ...person, passwordHash });
  const user = invitation ? { ...account, id: invitation.id } : account;

  const isFirst = !invitation ||
    await consumeInvitation(services, invitation, request);
  if (isFirst === null) return { reason: "used" };
  const { users } = services.store;
  await releaseAddress(services, user.addressKey);
  const made = await users.create(user);
  // The second of two clicks has already sent the email, unless the first failed halfway.
  if (isFirst || made) {
    await notify(services, request, made ? user : null, user.id);
  }
  return { reason: "made" };
}

/** Uses an invitation, as `Admission.consume` does. */
async function consumeInvitation(
  services: Services,
  invitation: Invitation,
  { address }: Pick<SignUpRequest, "address">,
): Promise<boolean | null> {
  const admission = admissionOf(services.site);
  return await admission?.consume(services, invitation, address) ?? null;
}

/** Sends the email and records the sign-up; without a new account, as a decoy record. */
async function notify(
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

/** Releases an address whose account is past its grace period. */
async function releaseAddress(
  services: Services,
  key: string,
): Promise<void> {
  const holder = await services.store.users.byAddressKey(key);
  if (holder && isGone(holder, services.now())) {
    await removeAccounts(services, [holder.id]);
  }
}
