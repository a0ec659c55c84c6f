/**
 * Signing up.
 *
 * @module
 */
import { canonicalAddress } from "../../email/address.ts";
import { hashThrottled } from "../password/hash_throttled.ts";
import {
  findPasswordProblem,
  passwordRules,
} from "../password/new_passwords.ts";
import type { RateLimit } from "../../limits/rate_limit.ts";
import type { Denied } from "../../limits/wait_response.ts";
import { check, type Problems } from "../../forms/form.ts";
import { createAccount, type NewAccount } from "./new_account.ts";
import { personForm, signUpForm } from "./sign_up_form.ts";
import { profileIn } from "../../forms/profile_fields.ts";
import type { FormFields } from "../../http/read_form.ts";
import type { Invitation, Services } from "../../services.ts";
import { invites } from "./sign_up_access.ts";

/** A validated sign-up. */
export interface SignUpRequest extends NewAccount {
  /** A password that {@linkcode checkSignUp} has accepted. */
  readonly password: string;
  /** The rate limit of the route. */
  readonly limit: RateLimit;
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
  const form = check(signUpForm(rules), fields);
  if (!form.ok) return form;
  const person = await checkPerson(services, fields, invitation);
  if (!person.ok) return person;
  const { password } = form.values;
  const { address } = person.values;
  const problem = await findPasswordProblem(password, { ...rules, address });
  if (problem !== null) return invalid({ password: problem });
  return { ok: true, values: { ...person.values, password } } as const;
}

/**
 * Validates a sign-up form without its password, for people who sign up with a passkey. Returns
 * what {@linkcode checkSignUp} does.
 *
 * @example
 * ```ts
 * import { checkPerson, type State } from "@latchkey/core";
 *
 * export async function isComplete({ services }: State) {
 *   const fields = { address: "ada@example.com", name: "" };
 *   return (await checkPerson(services, fields, null)).ok;
 * }
 * ```
 */
export async function checkPerson(
  services: Pick<Services, "site" | "settings" | "mail">,
  fields: FormFields,
  invitation: Invitation | null,
) {
  const { profileFields } = services.site;
  const checked = check(personForm({ profileFields }), fields);
  if (!checked.ok) return checked;
  const typed = checked.values.address;
  const address = canonicalAddress(typed) ?? typed;
  const name = checked.values.name.trim();
  if (invitation && !invites(invitation, address)) {
    return invalid({ address: "addressNotInvited" });
  }
  if (!await services.mail.reaches(address)) {
    return invalid({ address: "addressUndeliverable" });
  }
  const profile = profileIn(profileFields, fields);
  return { ok: true, values: { address, name, profile } } as const;
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
  const { password, limit, ...person } = request;
  const hashed = await hashThrottled(services, {
    password,
    clientInfo: request.clientInfo,
    knownTo: null,
    limit,
  });
  if (!hashed.ok) return hashed;
  const { passwordHash } = hashed;
  return { reason: await createAccount(services, person, { passwordHash }) };
}
