/**
 * Middlewares, guards and rate limits, and functions for requests and responses.
 *
 * @module
 */
export { finishAccountRecovery } from "./features/account_recovery/finish_request.ts";
export {
  findRecoveryOffer,
  type RecoveryOffer,
  startAccountRecovery,
  stopAccountRecovery,
} from "./features/account_recovery/requests.ts";
export { requireRecoveryProof } from "./features/account_recovery/lost_factors.ts";
export { nameForm } from "./features/account/name_form.ts";
export { authenticatorForm } from "./features/authenticator_app/authenticator_form.ts";
export { savePreferences } from "./features/account/preferences.ts";
export { authenticatorName } from "./features/passkeys/authenticator_names.ts";
export {
  type FailedPasskeyLogin,
  logInByPasskey,
  passkeyLoginOptions,
} from "./features/passkeys/login.ts";
export { isPasskeyOffered, offerPasskey } from "./features/passkeys/offer.ts";
export { canHavePasskeys } from "./features/passkeys/relying_party.ts";
export {
  currentPasskeys,
  type PasskeySignal,
} from "./features/passkeys/signals.ts";
export { enterPassword } from "./features/password/enter_password.ts";
export { logInByForm } from "./features/password/login_by_form.ts";
export { canRemovePassword } from "./features/password/can_remove_password.ts";
export {
  type FirstPasskeyPrompt,
  type PasskeyPerson,
  signUpWithPasskey,
  startPasskeySignUp,
} from "./features/passkeys/sign_up.ts";
export { beginProvider } from "./features/providers/begin_provider.ts";
export { relayFormPost } from "./features/providers/form_post.ts";
export { requireProviders } from "./features/providers/require_provider.ts";
export {
  type ProviderButton,
  type ProviderButtons,
  providerButtons,
} from "./features/providers/provider_buttons.ts";
export {
  explainFailure,
  finishProvider,
} from "./features/providers/finish_provider.ts";
export {
  findPendingLink,
  linkPendingLogin,
} from "./features/providers/pending_link.ts";
export { findProviderLogout } from "./features/providers/provider_logout.ts";
export type {
  PendingLink,
  ProviderFailure,
  ProviderFailureReason,
  ProviderSignUp,
} from "./features/providers/provider_outcomes.ts";
export {
  findProviderSignUp,
  signUpWithProvider,
} from "./features/providers/sign_up_form.ts";
export { passwordGrant } from "./features/password/password_grant.ts";
export { authenticate } from "./features/session/authenticate.ts";
export {
  bindBrowser,
  boundBrowser,
  isBoundBrowser,
} from "./features/session/browser_binding.ts";
export { checkCookies } from "./features/session/cookie_check.ts";
export {
  checkFormOwner,
  type OtherOwnerProps,
} from "./features/session/form_owner_check.ts";
export {
  requireMail,
  requireRole,
  requireToken,
  requireUser,
  requireVerifiedAddress,
} from "./features/session/guards.ts";
export { forgetLogin, logOut, sessionEnd } from "./features/session/log_out.ts";
export {
  loginAgain,
  type LoginAgainProps,
} from "./features/session/login_again.ts";
export {
  logInAndRedirect,
  redirectLoggedIn,
} from "./features/session/login_response.ts";
export {
  requireRecentFactor,
  requireRecentLogin,
} from "./features/session/step_up.ts";
export type { StepUpProps } from "./features/session/step_up_page.ts";
export {
  enterFactor,
  findSecondStep,
  type SecondStep,
} from "./features/second_factor/enter_factor.ts";
export { requireFactor } from "./features/second_factor/require_factor.ts";
export type { FactorPrompt } from "./features/second_factor/factors.ts";
export {
  storeReturnPath,
  takeReturnPath,
} from "./features/sign_up/return_path.ts";
export {
  enterOwnerProof,
  type OwnerProofs,
  ownerProofs,
} from "./features/verification/owner_proof.ts";
export { codeForm } from "./features/verification/code_form.ts";
export { checkAddress } from "./forms/address_form.ts";
export { profileIn } from "./forms/profile_fields.ts";
export { clientInfoOf } from "./http/client_info.ts";
export { answerError } from "./http/error_response.ts";
export { latchkey } from "./http/latchkey.ts";
export { nextQuery, safeNext } from "./http/next_path.ts";
export { takeNotice, withNotice } from "./http/notice.ts";
export {
  addToReplay,
  footerReplay,
  readReplayable,
} from "./http/page_replay.ts";
export { type FormFields, readForm } from "./http/read_form.ts";
export { readJson } from "./http/read_json.ts";
export { logSecurityEvent } from "./http/security_events.ts";
export { type Theme, themeOf, THEMES } from "./http/theme.ts";
export { TOKEN_PAGE } from "./http/security_headers.ts";
export { waitResponse } from "./limits/wait_response.ts";
export { rateLimit } from "./limits/rate_limit.ts";
