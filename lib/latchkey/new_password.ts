/**
 * Forms in which people choose a password, for the server and the browser. They are separate
 * from `forms` because their scripts are larger than the login form's.
 *
 * @module
 */
export { newPasswordForm } from "./features/password/new_password_form.ts";
export type { NewPasswordRules } from "./features/password/password_rules.ts";
export {
  passwordStrength,
  STRENGTHS,
} from "./features/password/password_strength.ts";
export { recoveryForm } from "./features/recovery/recovery_form.ts";
export {
  signUpForm,
  type SignUpRules,
} from "./features/sign_up/sign_up_form.ts";
export type { Profile, ProfileFields } from "./forms/profile_fields.ts";
