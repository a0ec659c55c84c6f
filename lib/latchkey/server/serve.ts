/**
 * Serves the built site. `_fresh/serve.js`, the entry of `deno task start`, calls it. The
 * build's own `_fresh/server.js` would do for `deno serve`, but cannot end gracefully.
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

/** When what the first login needs is loaded, and background jobs begin: later than the first page, in milliseconds. */
const WARM_UP_AFTER_MS = 250;

/** How long requests in flight may take to finish once the process is told to stop, in milliseconds. */
const GRACE_MS = 8_000;

/** What `main.ts` and the build's `server.js` export. */
type BuiltSite = readonly [
  { readonly services: Services },
  { readonly default: { readonly fetch: Deno.ServeHandler } },
];

/** Serves the site until the process is told to end, or says why it cannot and ends with 1. */
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
          advice: "See what docs/operating.md says about too many connections.",
        });
      },
    );
    let jobs: BackgroundJobs | undefined;
    stopOnSignal(server, services, () => jobs?.stop());
    announce(services, server.port); // Whoever reads this may tell it to stop.
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

/** HTTPS comes by a proxy; one that nobody told us of hides who the clients are. */
function warnOfProxy({ settings, log }: Services) {
  const { appEnv, https, trustProxy } = settings;
  if (appEnv !== "production" || !https || trustProxy > 0) return;
  log.warn("proxy_not_configured", {
    effect: "If there is a proxy, all clients share one limit.",
    advice: "Set TRUST_PROXY to the number of proxies in front of the app.",
  });
}

/** No new requests or jobs, those in flight and mails on their way finished, the store closed, exit 0. */
function stopOnSignal(
  server: Serving,
  { mail, store }: Services,
  stopJobs: () => Promise<void> | undefined,
) {
  let stopping = false;
  const stop = async () => {
    if (stopping) return; // systemd and terminals tell each process of a group.
    stopping = true;
    const grace = new Promise((done) => setTimeout(done, GRACE_MS));
    const finished = server.shutdown().then(() => mail.settled());
    await Promise.race([Promise.all([finished, stopJobs()]), grace]);
    await store.close();
    Deno.exit(0);
  };
  for (const signal of SIGNALS) Deno.addSignalListener(signal, stop);
}
