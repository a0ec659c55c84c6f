import type { FreshConfig } from "fresh";
import { site } from "./lib/site.ts";
import { processSettings } from "@latchkey/core/server";

/**
 * The configuration of the app and the build. Only behind a trusted proxy do proxy headers
 * change `ctx.url`.
 */
export const config: FreshConfig = {
  trustProxy: processSettings(site).trustProxy > 0,
};
