/**
 * Installs packages when `deno.json` or `deno.lock` has changed.
 *
 * @module
 */
import { join } from "node:path";
import { ROOT, runDeno } from "./process.ts";

/** The folder of packages. Its modification time is that of the last installation. */
export const PACKAGES = join(ROOT, "node_modules/.deno");

/** The files that determine an installation. */
const SOURCES = ["deno.json", "deno.lock"];

/** Whether `deno.json` or `deno.lock` has changed since the last installation. */
export function isOutdated(): boolean {
  const changedAt = SOURCES.map((name) => modifiedAt(join(ROOT, name)) ?? 0);
  return (modifiedAt(PACKAGES) ?? 0) <= Math.max(...changedAt);
}

/**
 * Installs the packages of the server and the build, and runs this program again, because
 * Deno only looks for packages when a process starts.
 *
 * @param set The permission set of this program.
 * @returns The exit code of the program, or of a failed installation.
 */
export async function installAndRestart(set: string): Promise<number> {
  const failed = await install();
  if (failed) return failed;
  return await runDeno({
    args: [
      ...["run", "--quiet", `--config=${ROOT}/deno.json`],
      ...[`--permission-set=${set}`, Deno.mainModule, ...Deno.args],
    ],
    env: Deno.env.toObject(),
  });
}

/**
 * Installs the packages of the server and the build if they are outdated.
 *
 * @returns 0, or the exit code of a failed installation.
 */
export async function install(): Promise<number> {
  if (!isOutdated()) return 0;
  console.error("Installing packages."); // Not to stdout, which may be a file.
  const code = await runDeno({
    args: ["task", "--quiet", "--cwd", ROOT, "install"],
    env: Deno.env.toObject(),
  });
  const now = new Date();
  if (code === 0) Deno.utimeSync(PACKAGES, now, now);
  return code;
}

/** Whether nothing has been installed yet. */
export function isNew(): boolean {
  return modifiedAt(PACKAGES) === null;
}

function modifiedAt(path: string): number | null {
  try {
    return Deno.statSync(path).mtime?.getTime() ?? 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
