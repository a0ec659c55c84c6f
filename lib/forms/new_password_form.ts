/**
 * The form that changes a password: its fields and their rules, for the server and the island alike.
 *
 * @module
 */
import * as v from "valibot";
import { newPasswordProblem, type NewPasswordRules } from "./password_rules.ts";

const PRESENT_REQUIRED = "Your present password is required";

/**
 * `present` is the password so far, whatever it is like; `password` is the new one.
 * Whether that is among the commonest, only the server knows.
 */
export function newPasswordForm(rules: NewPasswordRules) {
  const problem = (password: string) => newPasswordProblem(password, rules);
  return v.object({
    present: v.pipe(
      v.optional(v.string(PRESENT_REQUIRED), ""),
      v.check((password) => password !== "", PRESENT_REQUIRED),
    ),
    password: v.pipe(
      v.optional(v.string(), ""),
      v.check(
        (password) => problem(password) === null,
        ({ input }) => problem(input) ?? "",
      ),
    ),
  });
}

/** The fields of the form that can be wrong, in the order they stand on the page. */
export const NEW_PASSWORD_FIELDS = ["present", "password"] as const;

/** One of {@linkcode NEW_PASSWORD_FIELDS}. */
export type NewPasswordField = typeof NEW_PASSWORD_FIELDS[number];
