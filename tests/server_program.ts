/**
 * The command line of the built server, for those who start it without the task runner
 * and the launcher, whose own start is not the server's and who would not pass on SIGKILL.
 *
 * @module
 */
import { siteEnvironment } from "../lib/latchkey/launcher/environment.ts";
import { serverProgram } from "../lib/latchkey/launcher/programs.ts";
import type { Program } from "../lib/latchkey/launcher/process.ts";
import { site } from "../lib/site.ts";

/** The server with these settings. Nothing of a developer's `.env` shows through. */
export function serverWith(
  settings: Readonly<Record<string, string>>,
): Program {
  const real = { ...Deno.env.toObject(), ...settings };
  return serverProgram(site, siteEnvironment(site, real, () => null).variables);
}
