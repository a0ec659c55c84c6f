/**
 * Starts and serves a site.
 *
 * @module
 */
export { openServices } from "./open_services.ts";
export { endpoints } from "./server/endpoints.ts";
export { processSettings, settingNames } from "./settings/settings.ts";
