/**
 * Forms and what may be in their fields, for the server and the browser alike.
 *
 * @module
 */
export { nameForm } from "./features/account/name_form.ts";
export {
  SIGN_IN_FIELDS,
  SIGN_IN_PROBLEMS,
  type SignInField,
  signInForm,
} from "./features/password/login_form.ts";
export {
  NEW_PASSWORD_FIELDS,
  NEW_PASSWORD_PROBLEMS,
  type NewPasswordField,
  newPasswordForm,
} from "./features/password/new_password_form.ts";
export type { NewPasswordRules } from "./features/password/password_rules.ts";
export {
  passwordStrength,
  STRENGTHS,
} from "./features/password/password_strength.ts";
export {
  RECOVERY_FIELDS,
  RECOVERY_PROBLEMS,
  type RecoveryField,
  recoveryForm,
} from "./features/recovery/recovery_form.ts";
export {
  SIGN_UP_FIELDS,
  SIGN_UP_PROBLEMS,
  type SignUpField,
  signUpForm,
} from "./features/sign_up/sign_up_form.ts";
export { type CodeField, codeForm } from "./features/verification/code_form.ts";
export { addressProblem } from "./forms/addresses.ts";
export { check, type Problems } from "./forms/check.ts";
export { FORM_OWNER } from "./forms/form_owner.ts";
