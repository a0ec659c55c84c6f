/**
 * Test support for a site: services over a database in memory, a mail server, the built site
 * and its programs. Neither the server nor the launcher loads it.
 *
 * @module
 */
export { StoreUnavailableError } from "./database/unavailable.ts";
export { deadline } from "./deadline.ts";
export { SOURCES } from "./dev/changed_sources.ts";
export { LEASE_MS } from "./email/delivery.ts";
export { pagesOf } from "./dev/new/routes.ts";
export { createPasswordHasher, HasherBusy } from "./crypto/password_hasher.ts";
export { hasOwnFresh } from "./dev/which_fresh.ts";
export { trustBrowser } from "./features/second_factor/trusted_browsers.ts";
export { startSession } from "./features/session/sessions.ts";
export { accessTokenCookie } from "./http/cookies.ts";
export { requireHost } from "./server/require_host.ts";
export { createSiteMailer, openMailer } from "./site_mailer.ts";
export { removeDueAccounts } from "./testing/account_jobs.ts";
export { buildOnce, sharedBuild } from "./testing/built.ts";
export { dump } from "./testing/database/in_memory.ts";
export { run } from "./testing/cli/run.ts";
export { command, withDatabase } from "./testing/cli/task.ts";
export {
  type ArrivedMail,
  type MailServer,
  startMailServer,
  startScriptedServer,
} from "./testing/email/mail_server.ts";
export { certificateFor } from "./testing/email/certificate.ts";
export { sendNotice } from "./testing/email/notice.ts";
export {
  codeIn,
  linkIn,
  secureAccountLinkIn,
} from "./testing/email/messages.ts";
export { freePort } from "./testing/free_port.ts";
export { newDataKeys, newKeys } from "./testing/keys.ts";
export { softwareAuthenticator } from "./testing/passkeys/software_authenticator.ts";
export {
  fakeProvider,
  fakeProviders,
} from "./testing/providers/fake_provider.ts";
export { openIdServer } from "./testing/providers/openid_provider_server.ts";
export { cliProgram, serverProgram } from "./testing/programs.ts";
export { sentence } from "./testing/sentence.ts";
export {
  addUser,
  PASSWORD,
  type TestOverrides,
  type TestServices,
  testServices,
} from "./testing/services.ts";
export { shared } from "./testing/shared.ts";
export {
  readPrometheus,
  valueOf,
} from "./testing/telemetry/read_prometheus.ts";
export { until } from "./testing/until.ts";
export { sentencesOf, testWellFormed } from "./testing/well_formed.ts";
