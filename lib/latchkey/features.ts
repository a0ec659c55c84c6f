/**
 * Optional features of the library. List the ones your site uses in `lib/site.ts`.
 *
 * @module
 */
export { accountRecovery } from "./features/account_recovery/feature.ts";
export { admin } from "./features/admin/feature.ts";
export { authenticatorApp } from "./features/authenticator_app/feature.ts";
export { emailCode } from "./features/email_code/feature.ts";
export { invitations } from "./features/invitations/feature.ts";
export { loginLink } from "./features/login_link/feature.ts";
export { passkeys } from "./features/passkeys/feature.ts";
export { providers } from "./features/providers/feature.ts";
export { recoveryCodes } from "./features/recovery_codes/feature.ts";
