/**
 * The form that changes a password, for the server and the browser.
 *
 * @module
 */
import {
  newPasswordProblem,
  type NewPasswordRules,
  PASSWORD_PROBLEMS,
} from "./password_rules.ts";
import { defineForm, textEntry } from "../../forms/form.ts";

/** A field for a new password. Only the server knows whether it is a common one. */
export function newPasswordEntry(rules: NewPasswordRules) {
  return textEntry((password) => newPasswordProblem(password, rules));
}

/**
 * The form that changes a password. `present` is the current password and `password` the
 * new one.
 *
 * @example
 * ```ts
 * import { check } from "@latchkey/core/forms";
 * import { newPasswordForm } from "@latchkey/core/new-password";
 *
 * const rules = { minLength: 8, siteName: "Books", address: "ada@example.com" };
 * const form = newPasswordForm(rules);
 * const checked = check(form, { present: "", password: "short" });
 * ```
 */
export function newPasswordForm(rules: NewPasswordRules) {
  return defineForm({
    present: textEntry((password) =>
      password === "" ? "currentPasswordRequired" : null
    ),
    password: newPasswordEntry(rules),
  }, ["currentPasswordRequired", "currentPasswordWrong", ...PASSWORD_PROBLEMS]);
}
