import { App, staticFiles } from "fresh";
import { config } from "./fresh.config.ts";
import type { Services } from "@latchkey/core";
import {
  contentSecurityPolicy,
  crossOrigin,
  keepFiles,
  keepPages,
  logRequests,
  provide,
  sameOrigin,
  securityHeaders,
  speak,
} from "@latchkey/core/http";
import { openServices, processSettings } from "@latchkey/core/server";
import { site } from "./lib/site.ts";
import type { State } from "./lib/state.ts";

/** Builds the app over the services given: the real ones below, a test's own elsewhere. */
export function createApp(services: Services): App<State> {
  return new App<State>(config)
    .use(provide(services))
    .use(logRequests(services))
    .use(keepFiles())
    .use(keepPages(services, ["/"]))
    .use(securityHeaders(services.settings))
    .use(staticFiles())
    .use(contentSecurityPolicy(services.settings))
    .use(speak)
    .use(crossOrigin(services.settings))
    .use(...sameOrigin(services.settings))
    .fsRoutes();
}

export const services = await openServices(site, processSettings(site));
export const app = createApp(services);
