/**
 * The form that changes a password: its fields and their rules, for the server and the island alike.
 *
 * @module
 */
import * as v from "valibot";
import type { Problem } from "../../i18n/words.ts";
import {
  newPasswordProblem,
  type NewPasswordRules,
  PASSWORD_PROBLEMS,
} from "./password_rules.ts";
import { textEntry } from "../../forms/text_entry.ts";

/** A new password in a form. Whether it is among the commonest, only the server knows. */
export function newPasswordEntry(rules: NewPasswordRules) {
  return textEntry((password) => newPasswordProblem(password, rules));
}

/** `present` is the password so far, whatever it is like; `password` is the new one. */
export function newPasswordForm(rules: NewPasswordRules) {
  return v.object({
    present: textEntry((password) =>
      password === "" ? "presentPasswordRequired" : null
    ),
    password: newPasswordEntry(rules),
  });
}

/** The fields of the form that can be wrong, in the order they stand on the page. */
export const NEW_PASSWORD_FIELDS = ["present", "password"] as const;

/** What can be wrong with them. */
export const NEW_PASSWORD_PROBLEMS = [
  "presentPasswordRequired",
  "presentPasswordWrong",
  ...PASSWORD_PROBLEMS,
] as const satisfies readonly Problem[];

/** One of {@linkcode NEW_PASSWORD_FIELDS}. */
export type NewPasswordField = typeof NEW_PASSWORD_FIELDS[number];
