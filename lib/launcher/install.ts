/**
 * Installs what the site needs, and builds it, when something has changed.
 *
 * @module
 */
import { join } from "node:path";
import { builtAt, changedSources } from "../dev/changed_sources.ts";
import { runDeno } from "./process.ts";
import { buildProgram, type Program, ROOT } from "./programs.ts";

/** Where Deno keeps packages. Its time is that of the last installation. */
const PACKAGES = join(ROOT, "node_modules/.deno");

/** What an installation goes by. */
const SOURCES = ["deno.json", "deno.lock"];

/**
 * Installs the packages of the server and the build, unless that was done since
 * `deno.json` and `deno.lock` changed.
 *
 * @returns 0, or the exit code of an installation that failed.
 */
export async function install(): Promise<number> {
  const changedAt = SOURCES.map((name) => modifiedAt(join(ROOT, name)) ?? 0);
  if ((modifiedAt(PACKAGES) ?? 0) > Math.max(...changedAt)) return 0;
  console.log("Installing packages.");
  const code = await runDeno({
    args: ["task", "--quiet", "--cwd", ROOT, "install"],
    env: Deno.env.toObject(),
  });
  const now = new Date();
  if (code === 0) Deno.utimeSync(PACKAGES, now, now);
  return code;
}

/** Whether nothing was ever installed here. */
export function isNew(): boolean {
  return modifiedAt(PACKAGES) === null;
}

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
  const built = await builtAt(ROOT);
  const changed = await changedSources(ROOT, built);
  if (changed.length === 0 && !always) return 0;
  return await runDeno(buildProgram(env, built === 0 ? [] : changed));
}

function modifiedAt(path: string): number | null {
  try {
    return Deno.statSync(path).mtime?.getTime() ?? 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
