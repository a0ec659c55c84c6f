/**
 * Serves the built site. Called by `_fresh/serve.js`, the entry point of `deno task start`. The
 * build's own `_fresh/server.js` works with `deno serve`, but can't shut down gracefully.
 *
 * @module
 */
import { announce } from "./announce.ts";
import { restartingListener, type Serving } from "./restarting_listener.ts";
import { requireHost } from "./require_host.ts";
import { SIGNALS } from "../launcher/process.ts";
import { checkMailServer } from "../email/smtp.ts";
import { warmUp } from "../open_services.ts";
import type { Services } from "../services.ts";
import { endStart } from "./start_failure.ts";
import {
  type BackgroundJobs,
  startBackgroundJobs,
} from "../background_jobs.ts";

/**
 * The delay of background jobs and of loading what the first login needs, in milliseconds:
 * after the first page.
 */
const WARM_UP_AFTER_MS = 250;

/** How long requests in progress may take during a shutdown, in milliseconds. */
const GRACE_MS = 8_000;

/** The exports of `main.ts` and of the build's `server.js`. */
type BuiltSite = readonly [
  { readonly services: Services },
  { readonly default: { readonly fetch: Deno.ServeHandler } },
];

/**
 * Serves the site until a signal stops the process. If it can't start, prints why and exits
 * with 1.
 */
export async function serve(load: () => Promise<BuiltSite>): Promise<void> {
  try {
    const [{ services }, { default: site }] = await load();
    const server = restartingListener(
      {
        hostname: services.settings.host,
        port: services.settings.port,
        automaticCompression: true,
      },
      requireHost(site.fetch),
      (error) => {
        services.log.error("server.listener_failed", error, {
          effect: "Idle connections were closed, and the site listens again.",
          advice:
            'See "Slow clients and too many connections" in docs/operating.md.',
        });
      },
    );
    let jobs: BackgroundJobs | undefined;
    stopOnSignal(server, services, () => jobs?.stop());
    announce(services, server.port); // The process may be stopped as soon as this is printed.
    warnOfProxy(services);
    setTimeout(() => {
      warmUp(services);
      checkMailServer(services);
      jobs = startBackgroundJobs(services);
    }, WARM_UP_AFTER_MS);
  } catch (error) {
    endStart(error);
  }
}

/** HTTPS needs a proxy, and without TRUST_PROXY all clients look like that proxy. */
function warnOfProxy({ settings, log }: Services) {
  const { appEnv, https, trustProxy } = settings;
  if (appEnv !== "production" || !https || trustProxy > 0) return;
  log.warn("proxy_not_configured", {
    effect: "Behind a proxy, all clients share one rate limit.",
    advice: "Set TRUST_PROXY to the number of proxies in front of the app.",
  });
}

/**
 * Shuts down: stops accepting requests and starting jobs, waits for those in progress and for
 * emails being sent, closes the store and exits with 0.
 */
function stopOnSignal(
  server: Serving,
  { mail, store }: Services,
  stopJobs: () => Promise<void> | undefined,
) {
  let stopping = false;
  const stop = async () => {
    if (stopping) return; // systemd and terminals signal every process of a group.
    stopping = true;
    const grace = new Promise((done) => setTimeout(done, GRACE_MS));
    const finished = server.shutdown().then(() => mail.settled());
    await Promise.race([Promise.all([finished, stopJobs()]), grace]);
    await store.close();
    Deno.exit(0);
  };
  for (const signal of SIGNALS) Deno.addSignalListener(signal, stop);
}
