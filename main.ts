import { App, staticFiles } from "fresh";
import { config } from "./fresh.config.ts";
import { crossOrigin } from "./lib/latchkey/http/cross_origin.ts";
import { keepFiles } from "./lib/latchkey/http/file_cache.ts";
import { speak } from "./lib/latchkey/http/locale.ts";
import { provide } from "./lib/latchkey/http/provide.ts";
import { logRequests } from "./lib/latchkey/http/request_log.ts";
import { sameOrigin } from "./lib/latchkey/http/same_origin.ts";
import {
  contentSecurityPolicy,
  securityHeaders,
} from "./lib/latchkey/http/security_headers.ts";
import { openServices } from "./lib/latchkey/open_services.ts";
import type { Services } from "./lib/latchkey/services.ts";
import { processSettings } from "./lib/latchkey/settings/settings.ts";
import { site } from "./lib/site.ts";
import type { State } from "./lib/latchkey/state.ts";

/** Builds the app over the services given: the real ones below, a test's own elsewhere. */
export function createApp(services: Services): App<State> {
  return new App<State>(config)
    .use(provide(services))
    .use(logRequests(services))
    .use(keepFiles())
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
