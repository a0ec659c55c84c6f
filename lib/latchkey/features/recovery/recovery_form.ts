/**
 * The form that sets a new password after the old one was lost, for the server and the island alike.
 *
 * @module
 */
import * as v from "valibot";
import { newPasswordEntry } from "../password/new_password_form.ts";
import {
  type NewPasswordRules,
  PASSWORD_PROBLEMS,
} from "../password/password_rules.ts";

/** `password` is the new one. */
export function recoveryForm(rules: NewPasswordRules) {
  return v.object({ password: newPasswordEntry(rules) });
}

/** The fields of the form that can be wrong. */
export const RECOVERY_FIELDS = ["password"] as const;

/** What can be wrong with them. */
export const RECOVERY_PROBLEMS = PASSWORD_PROBLEMS;

/** One of {@linkcode RECOVERY_FIELDS}. */
export type RecoveryField = typeof RECOVERY_FIELDS[number];
