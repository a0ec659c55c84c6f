/**
 * Serves the built site: the entry of `deno task start`. The build's own
 * `_fresh/server.js` would do for `deno serve`, but cannot end gracefully.
 *
 * @module
 */
import { demoUsers } from "./auth/demo_users.ts";
import { keepServing, type Serving } from "./http/keep_serving.ts";
import { warmUp } from "./open_services.ts";
import type { Services } from "./services.ts";
import { startFailure } from "./start_failure.ts";
import { storeName } from "./store/name.ts";
import { startUpkeep } from "./upkeep.ts";

/** When what the first sign-in needs is loaded, and upkeep begins: later than the first page, in milliseconds. */
const WARM_UP_AFTER_MS = 250;

/** How long requests in flight may take to finish once the process is told to stop, in milliseconds. */
const GRACE_MS = 8_000;

// Neither is there before the build, nor may the type check depend on one.
const MAIN = "../main.ts";
const BUILT = "../_fresh/server.js";

try {
  const { services } = await import(MAIN);
  const { default: site } = await import(BUILT);
  const server = keepServing(
    {
      hostname: services.settings.host,
      port: services.settings.port,
      automaticCompression: true,
      onListen({ port }) {
        announce(services, port);
        warnOfProxy(services);
        setTimeout(() => {
          warmUp(services);
          startUpkeep(services);
        }, WARM_UP_AFTER_MS);
      },
    },
    site.fetch,
    (error) => {
      services.log.error("server.stopped", error, {
        effect: "Idle connections were closed, and the site listens again.",
        advice: "See what docs/operating.md says about too many connections.",
      });
    },
  );
  stopOnSignal(server, services);
} catch (error) {
  fail(error);
}

function announce({ settings, mail }: Services, port: number) {
  const host = settings.appEnv === "development" ? "localhost" : settings.host;
  const address = settings.publicUrl?.origin ?? `http://${host}:${port}`;
  console.log(`Latchkey is ready at ${address}`);
  if (settings.appEnv === "development") {
    const users = demoUsers.map(({ address }) => address).join(" or ");
    console.log(`Sign in as ${users}, password ${demoUsers[0].password}`);
  }
  if (mail.mailbox) {
    console.log(`Mail it would send: ${address}/dev/mail`);
  }
  console.log(`Data lies in ${storeName(settings)}`);
  console.log(
    settings.appEnv === "development"
      ? "Next: deno task test, or deno task cli --help"
      : `Listening on ${settings.host}:${port}. Next: deno task cli doctor`,
  );
}

/** HTTPS comes by a proxy; one that nobody told us of hides who the clients are. */
function warnOfProxy({ settings, log }: Services) {
  const { appEnv, https, trustProxy } = settings;
  if (appEnv !== "production" || !https || trustProxy > 0) return;
  log.warn("proxy_not_set_up", {
    effect: "Tries are limited by account alone, not by client.",
    advice: "Set TRUST_PROXY to the number of proxies in front of the app.",
  });
}

/** No new requests, those in flight and mails on their way finished, the store closed, exit 0. */
function stopOnSignal(
  server: Serving,
  { mail, store }: Services,
) {
  const stop = async () => {
    const grace = new Promise((done) => setTimeout(done, GRACE_MS));
    const finished = server.shutdown().then(() => mail.settled());
    await Promise.race([finished, grace]);
    await store.close();
    Deno.exit(0);
  };
  Deno.addSignalListener("SIGTERM", stop);
  Deno.addSignalListener("SIGINT", stop);
}

/** Says in a sentence why the site cannot start; with the error itself when it is none of those we know. */
function fail(error: unknown): never {
  const words = startFailure(error);
  if (words !== null) console.error(words);
  else console.error("Latchkey could not start:", error);
  Deno.exit(1);
}
