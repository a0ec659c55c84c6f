/**
 * Serves a site in development, and builds it.
 *
 * @module
 */
import { startBackgroundJobs } from "../background_jobs.ts";
import { checkMailServer } from "../email/smtp.ts";
import { announce, announceBuild, announceReload } from "../server/announce.ts";
import { endStart } from "../server/start_failure.ts";
import type { Services, Site } from "../services.ts";
import { processSettings } from "../settings/settings.ts";
import { recordPublicVariables } from "./public_variables.ts";
import type { App } from "fresh";
import type { State } from "../state.ts";

/** The interval of checking that the launcher still runs, in milliseconds. */
const CHECK_MS = 500;

/** The exports of `main.ts`. */
interface Main<Of extends State> {
  readonly app: App<Of>;
  readonly services: Services;
}

/**
 * Runs the command that the launcher starts `dev.ts` with: `build`, `reload`, or none for the
 * first start. Modules for only one of them are loaded on demand.
 *
 * @param root The folder of the site.
 * @param importMain Imports its `main.ts`.
 */
export async function develop<Of extends State>(
  site: Site,
  root: string,
  importMain: () => Promise<Main<Of>>,
): Promise<void> {
  const [command, ...changed] = Deno.args;
  if (command === "build") {
    const builder = await makeBuilder(root);
    const { minifyScripts } = await import("./minify_scripts.ts");
    minifyScripts(builder);
    await builder.build();
    const { bundleServer } = await import("./bundle_server.ts");
    await bundleServer(root);
    await recordPublicVariables(root, Deno.env.toObject());
    announceBuild(changed);
    return;
  }
  endWithLauncher();
  const start = command === "reload"
    ? (services: Services, port: number) =>
      announceReload(services, port, changed)
    : announce;
  await serve(site, root, importMain, start).catch(endStart);
}

/** Exits when the launcher was killed, since the site would keep the port. */
function endWithLauncher() {
  const launcher = Deno.ppid;
  setInterval(() => {
    if (Deno.ppid !== launcher) Deno.exit(1);
  }, CHECK_MS);
}

async function serve<Of extends State>(
  site: Site,
  root: string,
  importMain: () => Promise<Main<Of>>,
  start: (services: Services, port: number) => void,
) {
  const { host, port } = processSettings(site);
  const builder = await makeBuilder(root);
  let services: Services;
  await builder.listen(async () => {
    const main = await importMain();
    services = main.services;
    return main;
  }, {
    hostname: host,
    port,
    onListen({ port }) {
      start(services, port);
      checkMailServer(services);
      startBackgroundJobs(services);
    },
  });
}

/** Loads the builder, and the bundler with it, on demand. */
async function makeBuilder(root: string) {
  const { Builder } = await import("fresh/dev");
  return new Builder({ root });
}
