/**
 * The form that makes an account: its fields and their rules, for the server and the island alike.
 *
 * @module
 */
import * as v from "valibot";
import type { Problem } from "../../i18n/words.ts";
import { ADDRESS_PROBLEMS, addressProblem } from "../../forms/addresses.ts";
import { NAME_PROBLEMS, nameProblem } from "../account/names.ts";
import { newPasswordEntry } from "../password/new_password_form.ts";
import {
  type NewPasswordRules,
  PASSWORD_PROBLEMS,
} from "../password/password_rules.ts";
import { textEntry } from "../../forms/text_entry.ts";

/**
 * Whether the password holds the address is for the server to say: here each field
 * stands for itself. The spaces around address and name do not count and are still there.
 */
export function signUpForm({ minLength }: Pick<NewPasswordRules, "minLength">) {
  return v.object({
    address: textEntry(addressProblem),
    name: textEntry(nameProblem),
    password: newPasswordEntry({ minLength, address: "" }),
  });
}

/** The fields of the form that can be wrong, in the order they stand on the page. */
export const SIGN_UP_FIELDS = ["address", "name", "password"] as const;

/** What can be wrong with them. */
export const SIGN_UP_PROBLEMS = [
  ...ADDRESS_PROBLEMS,
  "addressNotInvited",
  "addressUndeliverable",
  ...NAME_PROBLEMS,
  ...PASSWORD_PROBLEMS,
] as const satisfies readonly Problem[];

/** One of {@linkcode SIGN_UP_FIELDS}. */
export type SignUpField = typeof SIGN_UP_FIELDS[number];
