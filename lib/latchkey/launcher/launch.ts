/**
 * Starts the site, its build and its commands, each with only the permissions that the
 * settings require.
 *
 * @module
 */
import { SettingsError } from "../settings/reading.ts";
import { join } from "node:path";
import { builtAt, changedSources } from "../dev/changed_sources.ts";
import { publicVariablesChanged } from "../dev/public_variables.ts";
import {
  allVariables,
  announcedEnvironment,
  LaunchError,
  ownEnvironment,
} from "./environment.ts";
import { loadBuiltSite, loadSite } from "./load_site.ts";
import { PACKAGES } from "./install.ts";
import { ROOT, runDeno } from "./process.ts";
import { buildProgram, cliProgram, serverProgram } from "./programs.ts";

/**
 * Runs a command of the launcher, and prints the error if that is impossible.
 *
 * @returns The exit code.
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
      throw new TypeError(`Unknown program "${command}".`);
  }
}

async function serve(): Promise<number> {
  if (builtAt(ROOT) === 0) {
    throw new LaunchError(
      "The site is not built yet. Run `deno task build` first.",
    );
  }
  const site = await loadBuiltSite();
  const variables = await announcedEnvironment(site);
  return await runDeno(serverProgram(site, variables));
}

/**
 * Builds the site. A process that starts during the build waits for it.
 *
 * @param always Whether to build even if no source or public variable has changed.
 * @returns The exit code.
 */
async function build(always: boolean): Promise<number> {
  using lock = await Deno.open(join(PACKAGES, ".build.lock"), {
    create: true,
    write: true,
  });
  await lock.lock(true);
  const built = builtAt(ROOT);
  const changed = changedSources(ROOT, built);
  if (publicVariablesChanged(ROOT, allVariables())) {
    changed.push("the FRESH_PUBLIC_ variables");
  }
  if (changed.length === 0 && !always) return 0;
  const { variables } = ownEnvironment(await loadSite());
  return await runDeno(buildProgram(variables, built === 0 ? [] : changed));
}
