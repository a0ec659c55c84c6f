/**
 * The sign-up form, for the server and the browser.
 *
 * @module
 */
import { ADDRESS_PROBLEMS, addressProblem } from "../../forms/addresses.ts";
import { NAME_PROBLEMS, nameProblem } from "../account/names.ts";
import { newPasswordEntry } from "../password/new_password_form.ts";
import {
  type NewPasswordRules,
  PASSWORD_PROBLEMS,
} from "../password/password_rules.ts";
import { defineForm, textEntry } from "../../forms/form.ts";
import {
  PROFILE_PROBLEMS,
  profileEntries,
  type ProfileFields,
} from "../../forms/profile_fields.ts";

/**
 * The rules of a site's new passwords, and its profile fields.
 *
 * @example
 * ```ts
 * import type { SignUpRules } from "@latchkey/core/new-password";
 *
 * const rules: SignUpRules = { minLength: 8, siteName: "Books" };
 * ```
 */
export interface SignUpRules extends Omit<NewPasswordRules, "address"> {
  readonly profileFields?: ProfileFields;
}

/**
 * The sign-up form. Address and name keep surrounding spaces, which are ignored. Fields are
 * checked separately, so only the server checks that the password does not contain the
 * address.
 *
 * @example
 * ```ts
 * import { check } from "@latchkey/core/forms";
 * import { signUpForm } from "@latchkey/core/new-password";
 *
 * const form = signUpForm({ minLength: 8, siteName: "Books" });
 * const checked = check(form, { address: "ada", name: "", password: "short" });
 * ```
 */
export function signUpForm(
  { profileFields = {}, ...rules }: SignUpRules,
) {
  // In the order of the page.
  const entries = Object.assign(personEntries(profileFields), {
    password: newPasswordEntry({ ...rules, address: "" }),
  });
  const problems = personProblems(profileFields);
  return defineForm(entries, [...problems, ...PASSWORD_PROBLEMS]);
}

/** The sign-up form without the password. */
export function personForm(
  { profileFields = {} }: Pick<SignUpRules, "profileFields">,
) {
  return defineForm(
    personEntries(profileFields),
    personProblems(profileFields),
  );
}

function personEntries(profileFields: ProfileFields) {
  return Object.assign(
    { address: textEntry(addressProblem), name: textEntry(nameProblem) },
    profileEntries(profileFields),
  );
}

function personProblems(profileFields: ProfileFields) {
  return [
    ...ADDRESS_PROBLEMS,
    "addressNotInvited",
    "addressUndeliverable",
    ...NAME_PROBLEMS,
    ...Object.keys(profileFields).length > 0 ? PROFILE_PROBLEMS : [],
  ] as const;
}
