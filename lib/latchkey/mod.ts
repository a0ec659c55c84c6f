/**
 * Latchkey's library: logging people in.
 *
 * @module
 */
export { defineFeature, defineSite } from "./feature.ts";
export { readSettings, SettingsError } from "./settings/settings.ts";
export {
  oneOf,
  setting,
  type SettingOptions,
  text,
  url,
  wholeNumber,
  yesOrNo,
} from "./settings/schemas.ts";
