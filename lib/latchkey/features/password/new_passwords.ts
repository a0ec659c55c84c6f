/**
 * Which passwords may be new ones: the one rule for pages and commands.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { Problem } from "../../i18n/messages.ts";
import { newPasswordProblem, type NewPasswordRules } from "./password_rules.ts";
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
