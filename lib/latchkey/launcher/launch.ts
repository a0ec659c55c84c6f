/**
 * Starts the site and what belongs to it, each with exactly the permissions that the
 * settings ask for.
 *
 * @module
 */
import { SettingsError } from "../settings/reading.ts";
import { builtAt } from "../dev/changed_sources.ts";
import { build } from "./build.ts";
import {
  announcedEnvironment,
  LaunchError,
  ownEnvironment,
} from "./environment.ts";
import { loadBuiltSite, loadSite } from "./load_site.ts";
import { ROOT, runDeno } from "./process.ts";
import { cliProgram, serverProgram } from "./programs.ts";

/**
 * Runs a command of the launcher, or says in a sentence why it cannot.
 *
 * @returns its exit code.
 */
export async function launch(
  command: string,
  args: readonly string[],
): Promise<number> {
  try {
    return await run(command, args);
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof LaunchError)) {
      throw error;
    }
    console.error(error.message);
    return 1;
  }
}

async function run(command: string, args: readonly string[]): Promise<number> {
  switch (command) {
    case "start":
      return await build(false) || await serve();
    case "serve":
      return await serve();
    case "build":
      return await build(!args.includes("--if-stale"));
    case "cli": {
      const site = await loadSite();
      const { variables } = ownEnvironment(site);
      return await runDeno(cliProgram(site, variables, args));
    }
    default:
      throw new TypeError(`There is no program "${command}".`);
  }
}

async function serve(): Promise<number> {
  if (builtAt(ROOT) === 0) {
    throw new LaunchError("Nothing is built. Run `deno task build` first.");
  }
  const site = await loadBuiltSite();
  const variables = await announcedEnvironment(site);
  return await runDeno(serverProgram(site, variables));
}
