/**
 * Middlewares, guards, limits, and what routes need for requests and answers.
 *
 * @module
 */
export { deadline } from "./deadline.ts";
export { enterPassword } from "./features/password/enter_password.ts";
export { refuseNewPassword } from "./features/password/new_passwords.ts";
export { SIGN_IN_LIMITS } from "./features/password/verify_password.ts";
export {
  browserOf,
  isAskingBrowser,
  markAskingBrowser,
} from "./features/session/browser_binding.ts";
export { visitOf } from "./features/session/client_info_of.ts";
export {
  checkCookies,
  loggedInJustNow,
  loginArrived,
  lostCookie,
} from "./features/session/cookie_check.ts";
export {
  bringsBearer,
  readCredentials,
  tokenOf,
} from "./features/session/credentials.ts";
export {
  type OtherOwnerProps,
  refuseOtherOwner,
} from "./features/session/form_owner_check.ts";
export {
  requireRole,
  requireToken,
  requireUser,
  requireVerifiedAddress,
} from "./features/session/guards.ts";
export {
  loginCookies,
  redirectSignedIn,
} from "./features/session/login_response.ts";
export {
  RECENT_SIGN_IN_SECONDS,
  requireRecentSignIn,
  STEP_UP_PASSWORD,
  type StepUpProps,
} from "./features/session/step_up.ts";
export { keepNext, takeNext } from "./features/sign_up/return_path.ts";
export { checkAddress } from "./forms/address_form.ts";
export { accessTokenCookie } from "./http/cookies.ts";
export { crossOrigin, sharedWith } from "./http/cross_origin.ts";
export {
  describeError,
  describeForProgram,
  errorHeaders,
  problemJson,
} from "./http/error_answer.ts";
export { keepFiles } from "./http/file_cache.ts";
export {
  keepForm,
  KEPT_FORM,
  keptFields,
  leaveForm,
  readWaiting,
  takeForm,
  type WaitingForm,
  withoutSecrets,
} from "./http/form_replay.ts";
export { keepLanguage, setLanguage, speak } from "./http/locale.ts";
export { nextQuery, safeNext } from "./http/next_path.ts";
export { noteError } from "./http/note_error.ts";
export { takeNotice, withNotice } from "./http/notice.ts";
export { keepPages } from "./http/page_cache.ts";
export {
  asksAgain,
  readSent,
  type SentForm,
  showAlso,
  type ShownPage,
  waysBack,
} from "./http/posted_page.ts";
export { isJson, isProgram } from "./http/prefers_json.ts";
export { provide } from "./http/provide.ts";
export { type FormFields, readForm } from "./http/read_form.ts";
export { REQUEST_ID_HEADER, requestId } from "./http/request_id.ts";
export { logRequests } from "./http/request_log.ts";
export { requireMail } from "./http/require_mail.ts";
export { sameOrigin } from "./http/same_origin.ts";
export { noteSecurityEvent } from "./http/security_events.ts";
export {
  contentSecurityPolicy,
  errorPageHeaders,
  securityHeaders,
} from "./http/security_headers.ts";
export {
  isTheme,
  keepTheme,
  type Theme,
  themeOf,
  THEMES,
} from "./http/theme.ts";
export { TOKEN_PAGE } from "./http/token_page.ts";
export {
  ANSWER_WITHIN_MS,
  createWriteProbe,
  tooSlow,
  type WriteProbe,
} from "./http/write_probe.ts";
export { askToWait, waitInit } from "./limits/ask_to_wait.ts";
export { rateLimit } from "./limits/rate_limit.ts";
export { describeApi } from "./openapi/document.ts";
export { noteStoreTrouble } from "./telemetry/database_failures.ts";
export { isMetricsToken, METRICS } from "./telemetry/metrics_token.ts";
export { PROMETHEUS_TYPE, prometheusText } from "./telemetry/prometheus.ts";
