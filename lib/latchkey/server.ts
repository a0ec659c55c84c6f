/**
 * Starting and serving a site.
 *
 * @module
 */
export { checkMailServer } from "./email/smtp.ts";
export { startBackgroundJobs } from "./background_jobs.ts";
export { openServices } from "./open_services.ts";
export { announce, announceBuild, announceReload } from "./server/announce.ts";
export { endpoints } from "./server/endpoints.ts";
export { endStart } from "./server/start_failure.ts";
export {
  processSettings,
  settingNames,
  type Settings,
} from "./settings/settings.ts";
