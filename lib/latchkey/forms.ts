/**
 * Forms and what may be in their fields, for the server and the browser alike.
 *
 * @module
 */
export { nameForm } from "./features/account/name_form.ts";
export { loginForm } from "./features/password/login_form.ts";
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
export { codeForm } from "./features/verification/code_form.ts";
export { profileIn } from "./forms/profile_fields.ts";
export { check, fieldsOf, type Form, type Problems } from "./forms/form.ts";
export { FORM_OWNER } from "./forms/form_owner.ts";
