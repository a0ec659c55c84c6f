import { isBuildFresh } from "./lib/build_freshness.ts";
import { processSettings } from "./lib/settings.ts";
import { startUpkeep } from "./lib/upkeep.ts";

const root = import.meta.dirname!;
const [command, option] = Deno.args;

if (command !== "build") {
  const { host, port } = processSettings();
  const builder = await makeBuilder();
  await builder.listen(startApp, { hostname: host, port });
} else if (option !== "--if-stale" || !(await isBuildFresh(root))) {
  const builder = await makeBuilder();
  await builder.build();
}

async function startApp() {
  const main = await import("./main.ts");
  startUpkeep(main.services);
  return main;
}

/** The builder brings the bundler along, so it is loaded only when there is something to build. */
async function makeBuilder() {
  const { Builder } = await import("fresh/dev");
  return new Builder({ root });
}
