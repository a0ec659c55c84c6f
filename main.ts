import { App } from "fresh";
import type { Services } from "@latchkey/core";
import { devPages } from "@latchkey/core/dev";
import { latchkey } from "@latchkey/core/http";
import {
  endpoints,
  openServices,
  processSettings,
} from "@latchkey/core/server";
import { config } from "./fresh.config.ts";
import { site } from "./lib/site.ts";
import type { State } from "./lib/state.ts";

/** Creates the app with the given services: the real ones below, or those of a test. */
export function createApp(services: Services): App<State> {
  return new App<State>(config)
    .use(...latchkey(services))
    .mountApp("", endpoints(services))
    .fsRoutes()
    .mountApp(
      "/dev",
      devPages(services, () => import("./components/specimens/gallery.tsx")),
    );
}

export const services = await openServices(site, processSettings(site));
export const app = createApp(services);
