import type { Services } from "@latchkey/core";
import {
  announce,
  announceBuild,
  announceReload,
  checkMailServer,
  endStart,
  processSettings,
  startBackgroundJobs,
} from "@latchkey/core/server";
import { site } from "./lib/site.ts";

/** How often to look whether the launcher still runs, in milliseconds. */
const LOOK_MS = 500;

const root = import.meta.dirname!;
// lib/launcher starts this, as "build", as "reload", or for the first time as neither.
const [command, ...changed] = Deno.args;

if (command === "build") {
  const builder = await makeBuilder();
  await builder.build();
  const { bundleServer } = await import("@latchkey/core/build");
  await bundleServer(root);
  announceBuild(changed);
} else {
  endWithLauncher();
  await develop().catch(endStart);
}

/** A launcher that was killed stops nothing: the site would keep the port. */
function endWithLauncher() {
  const launcher = Deno.ppid;
  setInterval(() => {
    if (Deno.ppid !== launcher) Deno.exit(1);
  }, LOOK_MS);
}

async function develop() {
  const { host, port } = processSettings(site);
  const builder = await makeBuilder();
  let services: Services;
  await builder.listen(async () => {
    const main = await import("./main.ts");
    services = main.services;
    return main;
  }, {
    hostname: host,
    port,
    onListen({ port }) {
      if (command === "reload") announceReload(services, port, changed);
      else announce(services, port);
      checkMailServer(services);
      startBackgroundJobs(services);
    },
  });
}

/** The builder brings the bundler along, so it is loaded only when there is something to build. */
async function makeBuilder() {
  const { Builder } = await import("fresh/dev");
  return new Builder({ root });
}
