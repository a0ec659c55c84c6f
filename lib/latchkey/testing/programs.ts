/**
 * Command lines of the server and of `deno task cli`, for tests that start them
 * without the task runner and the launcher, which would not forward SIGKILL.
 *
 * @module
 */
import { siteEnvironment } from "../launcher/environment.ts";
import type { Program } from "../launcher/process.ts";
import * as programs from "../launcher/programs.ts";
import type { Site } from "../services.ts";

/**
 * The built server of a site with these settings, without a developer's `.env`.
 */
export function serverProgram(
  site: Site,
  settings: Readonly<Record<string, string>>,
): Program {
  return programs.serverProgram(site, environmentWith(site, settings));
}

/** `deno task cli …args` of a site with these settings, in the same way. */
export function cliProgram(
  site: Site,
  settings: Readonly<Record<string, string>>,
  args: readonly string[],
): Program {
  return programs.cliProgram(site, environmentWith(site, settings), args);
}

function environmentWith(
  site: Site,
  settings: Readonly<Record<string, string>>,
): Program["env"] {
  const real = { ...Deno.env.toObject(), ...settings };
  return siteEnvironment(site, real, () => null).variables;
}
