/**
 * Command lines of the server and of `deno task cli`, for tests that start them directly: the
 * task runner and the launcher don't pass on SIGKILL.
 *
 * @module
 */
import { siteEnvironment } from "../launcher/environment.ts";
import type { Program } from "../launcher/process.ts";
import * as programs from "../launcher/programs.ts";
import type { Site } from "../services.ts";

/**
 * The command line of a site's built server. It doesn't read a developer's `.env`.
 *
 * @param settings Environment variables, beside those of this process.
 * @returns Arguments and environment for `Deno.Command`.
 * @throws {SettingsError} when the settings are invalid.
 *
 * @example
 * ```ts
 * import { defineSite } from "@latchkey/core";
 * import { ENGLISH } from "@latchkey/core/i18n";
 * import { serverProgram } from "@latchkey/core/testing";
 *
 * const site = defineSite({ name: "Reading list", languages: [ENGLISH] });
 * const { args, env } = serverProgram(site, { APP_ENV: "test", PORT: "8001" });
 * ```
 */
export function serverProgram(
  site: Site,
  settings: Readonly<Record<string, string>>,
): Program {
  return programs.serverProgram(site, environmentWith(site, settings));
}

/**
 * The command line of `deno task cli …args` for a site. It doesn't read a developer's `.env`.
 *
 * @param settings Environment variables, beside those of this process.
 * @returns Arguments and environment for `Deno.Command`.
 * @throws {SettingsError} when the settings are invalid.
 *
 * @example
 * ```ts
 * import { defineSite } from "@latchkey/core";
 * import { ENGLISH } from "@latchkey/core/i18n";
 * import { cliProgram } from "@latchkey/core/testing";
 *
 * const site = defineSite({ name: "Reading list", languages: [ENGLISH] });
 * const { args } = cliProgram(site, { APP_ENV: "test" }, ["users", "list"]);
 * ```
 */
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
