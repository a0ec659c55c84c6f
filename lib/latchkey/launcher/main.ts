/**
 * Starts the site and what belongs to it, each with exactly the permissions that the
 * settings ask for: the entry of `deno task start`, `serve`, `build` and `cli`.
 * Deno Deploy does without it.
 *
 * @module
 */
import type { Site } from "../services.ts";
import { SettingsError } from "../settings/settings.ts";
import { build } from "./build.ts";
import {
  announcedEnvironment,
  LaunchError,
  ownEnvironment,
} from "./environment.ts";
import { install, isNew } from "./install.ts";
import { loadSite } from "./load_site.ts";
import { runDeno } from "./process.ts";
import { cliProgram, serverProgram } from "./programs.ts";

const [command = "", ...args] = Deno.args;

try {
  Deno.exitCode = await launch();
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof LaunchError)) {
    throw error;
  }
  console.error(error.message);
  Deno.exitCode = 1;
}

async function launch(): Promise<number> {
  const site = await loadSite();
  const { variables } = ownEnvironment(site);
  switch (command) {
    case "start":
      return await build(variables, false) || await serve(site);
    case "serve":
      return await serve(site);
    case "build":
      return await build(variables, !args.includes("--if-stale"));
    case "cli":
      return isNew() && await install() ||
        await runDeno(cliProgram(site, variables, args));
    default:
      throw new TypeError(`There is no program "${command}".`);
  }
}

async function serve(site: Site): Promise<number> {
  const variables = await announcedEnvironment(site);
  return await runDeno(serverProgram(site, variables));
}
