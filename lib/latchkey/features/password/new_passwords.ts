/**
 * Which passwords may be new ones: the one rule for pages and commands.
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

/** What new passwords of a site must be like, whoever's they are. */
export function passwordRules(
  { site, settings }: Pick<Services, "site" | "settings">,
): Omit<NewPasswordRules, "address"> {
  return { minLength: settings.passwordMinLength, siteName: site.name };
}

/** Why a password cannot be a new one, null when it can. */
export async function refuseNewPassword(
  password: string,
  rules: NewPasswordRules,
): Promise<Problem | null> {
  const problem = newPasswordProblem(password, rules);
  if (problem !== null) return problem;
  return await isCommonPassword(password) ? "passwordCommon" : null;
}

/** Checks a form with a new `password`, down to what only the server knows. */
export async function checkNewPassword<
  Entries extends { readonly password: ReturnType<typeof newPasswordEntry> },
>(form: Form<Entries>, fields: FormFields, rules: NewPasswordRules) {
  const checked = check(form, fields);
  if (!checked.ok) return checked;
  const problem = await refuseNewPassword(fields.password, rules);
  if (problem === null) return checked;
  return { ok: false, problems: { password: problem } } as const;
}
