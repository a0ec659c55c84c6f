/**
 * The rules for new passwords on the server, for pages and commands.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { Problem } from "../../i18n/messages.ts";
import { newPasswordProblem, type NewPasswordRules } from "./password_rules.ts";
import { check, type Form } from "../../forms/form.ts";
import type { FormFields } from "../../http/read_form.ts";
import type { newPasswordEntry } from "./new_password_form.ts";
import { isCommonPassword } from "./common_passwords.ts";

/**
 * Returns the rules for new passwords of a site. Add the `address` of the account.
 *
 * @example
 * ```ts
 * import { type LoggedInState, passwordRules } from "@latchkey/core";
 * import { newPasswordForm } from "@latchkey/core/new-password";
 *
 * export const formFor = ({ services, user: { address } }: LoggedInState) =>
 *   newPasswordForm({ ...passwordRules(services), address });
 * ```
 */
export function passwordRules(
  { site, settings }: Pick<Services, "site" | "settings">,
): Omit<NewPasswordRules, "address"> {
  return { minLength: settings.passwordMinLength, siteName: site.name };
}

/** Returns why a password cannot be used as a new one, or null if it can. */
export async function findPasswordProblem(
  password: string,
  rules: NewPasswordRules,
): Promise<Problem | null> {
  const problem = newPasswordProblem(password, rules);
  if (problem !== null) return problem;
  return await isCommonPassword(password) ? "passwordCommon" : null;
}

/**
 * Validates a form with a new `password`, including what only the server knows: whether it
 * is common. Returns `{ ok: true, values }` or `{ ok: false, problems }`.
 *
 * @example
 * ```ts
 * import { checkNewPassword } from "@latchkey/core";
 * import { recoveryForm } from "@latchkey/core/new-password";
 *
 * const rules = { minLength: 8, siteName: "Books", address: "ada@example.com" };
 * const form = recoveryForm(rules);
 * await checkNewPassword(form, { password: "password1" }, rules); // passwordCommon
 * ```
 */
export async function checkNewPassword<
  Entries extends { readonly password: ReturnType<typeof newPasswordEntry> },
>(form: Form<Entries>, fields: FormFields, rules: NewPasswordRules) {
  const checked = check(form, fields);
  if (!checked.ok) return checked;
  const problem = await findPasswordProblem(fields.password, rules);
  if (problem === null) return checked;
  return { ok: false, problems: { password: problem } } as const;
}
