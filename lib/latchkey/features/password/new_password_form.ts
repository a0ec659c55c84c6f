/**
 * The form that changes a password: its fields and their rules, for the server and the island alike.
 *
 * @module
 */
import {
  newPasswordProblem,
  type NewPasswordRules,
  PASSWORD_PROBLEMS,
} from "./password_rules.ts";
import { defineForm, textEntry } from "../../forms/form.ts";

/** A new password in a form. Whether it is among the commonest, only the server knows. */
export function newPasswordEntry(rules: NewPasswordRules) {
  return textEntry((password) => newPasswordProblem(password, rules));
}

/** `present` is the password so far, whatever it is like; `password` is the new one. */
export function newPasswordForm(rules: NewPasswordRules) {
  return defineForm({
    present: textEntry((password) =>
      password === "" ? "presentPasswordRequired" : null
    ),
    password: newPasswordEntry(rules),
  }, ["presentPasswordRequired", "presentPasswordWrong", ...PASSWORD_PROBLEMS]);
}
