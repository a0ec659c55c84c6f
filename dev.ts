import { announce, announceBuild, announceReload } from "./lib/announce.ts";
import { builtAt, changedSources } from "./lib/dev/changed_sources.ts";
import { changesOfReload } from "./lib/dev/reload.ts";
import type { Services } from "./lib/services.ts";
import { processSettings } from "./lib/settings.ts";
import { endStart } from "./lib/start_failure.ts";
import { startUpkeep } from "./lib/upkeep.ts";

const root = import.meta.dirname!;
const [command, option] = Deno.args;

if (command !== "build") {
  await develop().catch(endStart);
} else {
  const built = await builtAt(root);
  const changed = await changedSources(root, built);
  if (option !== "--if-stale" || changed.length > 0) {
    const builder = await makeBuilder();
    await builder.build();
    const { bundleServer } = await import("./lib/dev/bundle_server.ts");
    await bundleServer(root);
    announceBuild(built === 0 ? [] : changed);
  }
}

async function develop() {
  const { host, port } = processSettings();
  const changed = await changesOfReload(root);
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
      if (changed === null) announce(services, port);
      else announceReload(services, port, changed);
      startUpkeep(services);
    },
  });
}

/** The builder brings the bundler along, so it is loaded only when there is something to build. */
async function makeBuilder() {
  const { Builder } = await import("fresh/dev");
  return new Builder({ root });
}
