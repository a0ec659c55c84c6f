/**
 * Builds the site when a source has changed.
 *
 * @module
 */
import { join } from "node:path";
import { builtAt, changedSources } from "../dev/changed_sources.ts";
import { ownEnvironment } from "./environment.ts";
import { PACKAGES } from "./install.ts";
import { loadSite } from "./load_site.ts";
import { ROOT, runDeno } from "./process.ts";
import { buildProgram } from "./programs.ts";

/**
 * Builds. Another process that starts during the build waits for it.
 *
 * @param always Whether to build although no source has changed.
 * @returns its exit code.
 */
export async function build(
  always: boolean,
): Promise<number> {
  using lock = await Deno.open(join(PACKAGES, ".build.lock"), {
    create: true,
    write: true,
  });
  await lock.lock(true);
  const built = builtAt(ROOT);
  const changed = changedSources(ROOT, built);
  if (changed.length === 0 && !always) return 0;
  const { variables } = ownEnvironment(await loadSite());
  return await runDeno(buildProgram(variables, built === 0 ? [] : changed));
}
