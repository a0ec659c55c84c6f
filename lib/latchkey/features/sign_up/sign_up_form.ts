/**
 * The form that makes an account: its fields and their rules, for the server and the island alike.
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

/** What new passwords must be like, and what is asked for beside address, name and password. */
export interface SignUpRules extends Omit<NewPasswordRules, "address"> {
  readonly profileFields?: ProfileFields;
}

/**
 * Whether the password holds the address is for the server to say: here each field
 * stands for itself. The spaces around address and name do not count and are still there.
 */
export function signUpForm(
  { profileFields = {}, ...rules }: SignUpRules,
) {
  // In the order they stand on the page.
  const entries = Object.assign(
    { address: textEntry(addressProblem), name: textEntry(nameProblem) },
    profileEntries(profileFields),
    { password: newPasswordEntry({ ...rules, address: "" }) },
  );
  return defineForm(entries, [
    ...ADDRESS_PROBLEMS,
    "addressNotInvited",
    "addressUndeliverable",
    ...NAME_PROBLEMS,
    ...Object.keys(profileFields).length > 0 ? PROFILE_PROBLEMS : [],
    ...PASSWORD_PROBLEMS,
  ]);
}
