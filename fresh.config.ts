import type { FreshConfig } from "fresh";
import { site } from "./lib/site.ts";
import { processSettings } from "@latchkey/core/server";

/** What the app and its builder agree on. Only behind a trusted proxy do its headers shape `ctx.url`. */
export const config: FreshConfig = {
  trustProxy: processSettings(site).trustProxy > 0,
};
