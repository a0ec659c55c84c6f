/**
 * The form that sets a new password after the old one was lost, for the server and the
 * browser.
 *
 * @module
 */
import { defineForm } from "../../forms/form.ts";
import { newPasswordEntry } from "../password/new_password_form.ts";
import {
  type NewPasswordRules,
  PASSWORD_PROBLEMS,
} from "../password/password_rules.ts";

/**
 * The form that sets a new `password` by an emailed link.
 *
 * @example
 * ```ts
 * import { check } from "@latchkey/core/forms";
 * import { recoveryForm } from "@latchkey/core/new-password";
 *
 * const rules = { minLength: 8, siteName: "Books", address: "ada@example.com" };
 * const checked = check(recoveryForm(rules), { password: "short" });
 * ```
 */
export function recoveryForm(rules: NewPasswordRules) {
  return defineForm({ password: newPasswordEntry(rules) }, PASSWORD_PROBLEMS);
}
