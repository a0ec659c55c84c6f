/**
 * What tests of a site need: services over a database in memory, a mail server, the built
 * site and its programs, and waiting. Neither the server nor the launcher loads it.
 *
 * @module
 */
export { StoreUnavailableError } from "./database/unavailable.ts";
export { deadline } from "./deadline.ts";
export { hasOwnFresh } from "./dev/which_fresh.ts";
export { removeDueAccounts } from "./features/deletion/deletion.ts";
export { startSession } from "./features/session/sessions.ts";
export { createSiteMailer, openMailer } from "./site_mailer.ts";
export { buildOnce, sharedBuild } from "./testing/built.ts";
export { run } from "./testing/cli/run.ts";
export { command, withDatabase } from "./testing/cli/task.ts";
export {
  type ArrivedMail,
  type MailServer,
  startMailServer,
} from "./testing/email/mail_server.ts";
export { codeIn, linkIn, notMeLinkIn } from "./testing/email/messages.ts";
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
export { until } from "./testing/until.ts";
export { sentencesOf, testWellFormed } from "./testing/well_formed.ts";
