import { App, staticFiles } from "fresh";
import { config } from "./fresh.config.ts";
import { crossOrigin } from "./lib/http/cross_origin.ts";
import { keepFiles } from "./lib/http/keep_files.ts";
import { keepPages } from "./lib/http/keep_pages.ts";
import { speak } from "./lib/http/language.ts";
import { provide } from "./lib/http/provide.ts";
import { logRequests } from "./lib/http/request_log.ts";
import { sameOrigin } from "./lib/http/same_origin.ts";
import {
  contentSecurityPolicy,
  securityHeaders,
} from "./lib/http/security_headers.ts";
import { openServices } from "./lib/open_services.ts";
import type { Services } from "./lib/services.ts";
import { processSettings } from "./lib/settings.ts";
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

export const services = await openServices(processSettings());
export const app = createApp(services);
