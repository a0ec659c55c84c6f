/**
 * The form that sets a new password after the old one was lost, for the server and the island alike.
 *
 * @module
 */
import { defineForm } from "../../forms/form.ts";
import { newPasswordEntry } from "../password/new_password_form.ts";
import {
  type NewPasswordRules,
  PASSWORD_PROBLEMS,
} from "../password/password_rules.ts";

/** `password` is the new one. */
export function recoveryForm(rules: NewPasswordRules) {
  return defineForm({ password: newPasswordEntry(rules) }, PASSWORD_PROBLEMS);
}
