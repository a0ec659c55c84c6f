export { processSettings } from "./settings/settings.ts";
