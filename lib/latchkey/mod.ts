/**
 * Accounts, login and everything around it: the parts that don't depend on HTTP.
 *
 * @module
 */
export { addressKey } from "./email/address.ts";
export { shownAddress } from "./email/shown_address.ts";
export { defineFeature, defineSite } from "./feature.ts";
export {
  findReadyRecovery,
  findRecoveryToStop,
  findRunningRecovery,
} from "./features/account_recovery/find.ts";
export type { RecoveryStatus } from "./features/account_recovery/recoveries.ts";
export { demoUsers } from "./features/account/demo_users.ts";
export { callName, changeProfile } from "./features/account/profile.ts";
export { type Role, ROLES, type User } from "./features/account/user.ts";
export {
  ACTIVITY_KINDS,
  type ActivityKind,
  recordActivity,
} from "./features/activity/activity.ts";
export {
  type ActivityView,
  viewActivity,
} from "./features/activity/activity_view.ts";
export {
  actOnUser,
  findUsers,
  type ListedUser,
} from "./features/admin/users.ts";
export {
  findUserFactors,
  resetUserFactors,
  type UserFactors,
} from "./features/admin/user_factors.ts";
export {
  DELETION_GRACE_DAYS,
  requestDeletion,
} from "./features/deletion/deletion.ts";
export {
  changeAddress,
  findEmailChange,
  requestEmailChange,
} from "./features/email_change/email_change.ts";
export { exportAccount } from "./features/export/export.ts";
export { createInvitation } from "./features/invitations/invitations.ts";
export {
  type AuthenticatorSetup,
  type AuthenticatorView,
  MOST_APPS,
} from "./features/authenticator_app/authenticators.ts";
export {
  confirmAuthenticator,
  removeAuthenticator,
} from "./features/authenticator_app/own_apps.ts";
export { readRecoveryCodes } from "./features/recovery_codes/recovery_codes.ts";
export {
  type OwnRecoveryCodes,
  replaceRecoveryCodes,
  viewRecoveryCodes,
} from "./features/recovery_codes/own_codes.ts";
export {
  findLoginLink,
  requestLoginLink,
  useLoginLink,
} from "./features/login_link/login_link.ts";
export { addPasskey, removePasskey } from "./features/passkeys/own_changes.ts";
export {
  MOST_PASSKEYS,
  type PasskeyView,
} from "./features/passkeys/passkeys.ts";
export { changePassword } from "./features/password/change_password.ts";
export {
  hasPassword,
  removePassword,
  setPassword,
} from "./features/password/set_password.ts";
export {
  checkNewPassword,
  passwordRules,
} from "./features/password/new_passwords.ts";
export {
  findRecovery,
  recover,
  requestRecovery,
} from "./features/recovery/recovery.ts";
export {
  findAccountToSecure,
  secureAccount,
} from "./features/secure_account/secure_account.ts";
export {
  endTrust,
  type TrustedBrowserView,
  viewTrustedBrowsers,
} from "./features/second_factor/own_trusted_browsers.ts";
export { listTrustedBrowsers } from "./features/second_factor/trusted_browsers.ts";
export {
  endOtherSessions,
  endOwnSession,
  type SessionView,
  viewSessions,
} from "./features/session/own_sessions.ts";
export { SessionEnded } from "./features/session/live_session.ts";
export { listSessions } from "./features/session/sessions.ts";
export {
  checkPerson,
  checkSignUp,
  signUp,
  signUpRules,
} from "./features/sign_up/sign_up.ts";
export { signUpAccess } from "./features/sign_up/sign_up_access.ts";
export { TOKEN_SECONDS } from "./features/tokens/token_purposes.ts";
export { confirmByCode } from "./features/verification/confirmation_code.ts";
export {
  claimByLink,
  confirmByLink,
  findConfirmation,
  requestVerification,
} from "./features/verification/verification.ts";
export { featureCounts } from "./feature_counts.ts";
export { apiErrors } from "./openapi/answers.ts";
export { describeApi } from "./openapi/document.ts";
export type { Services } from "./services.ts";
export {
  oneOf,
  setting,
  text,
  url,
  wholeNumber,
  yesOrNo,
} from "./settings/schemas.ts";
export { readSettings } from "./settings/settings.ts";
export type { LoggedInState, State, UserView } from "./state.ts";
