/**
 * Builds the site when a source has changed.
 *
 * @module
 */
import { join } from "node:path";
import { builtAt, changedSources } from "../dev/changed_sources.ts";
import { install, PACKAGES } from "./install.ts";
import { ROOT, runDeno } from "./process.ts";
import { buildProgram } from "./programs.ts";
import type { Program } from "./process.ts";

/**
 * Builds, and installs first. A process that comes meanwhile waits for this one's build.
 *
 * @param always Whether to build although no source has changed.
 * @returns 0, or the exit code of the step that failed.
 */
export async function build(
  env: Program["env"],
  always: boolean,
): Promise<number> {
  const failed = await install();
  if (failed) return failed;
  using lock = await Deno.open(join(PACKAGES, ".build.lock"), {
    create: true,
    write: true,
  });
  await lock.lock(true);
  const built = builtAt(ROOT);
  const changed = changedSources(ROOT, built);
  if (changed.length === 0 && !always) return 0;
  return await runDeno(buildProgram(env, built === 0 ? [] : changed));
}
