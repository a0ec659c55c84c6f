/**
 * The `deno.lock` of a site: the project's, without the packages that a site doesn't import.
 *
 * @module
 */
import { dirname, join } from "node:path";
import type { Files } from "../site/files.ts";

/** What Deno reads to decide which packages a site needs. */
const CONFIGURATION =
  /^(?:deno\.json|lib\/fresh\/.*|lib\/latchkey\/deno\.json)$/;

/**
 * Lets Deno remove what is not needed. Versions stay as they are: all are in the project's file.
 *
 * @throws {Error} when Deno can't write the file.
 */
export async function siteLock(
  root: string,
  template: Files,
): Promise<Uint8Array> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-lock-" });
  try {
    for (const [path, bytes] of template) {
      if (!CONFIGURATION.test(path)) continue;
      await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
      await Deno.writeFile(join(folder, path), bytes);
    }
    const lock = join(folder, "deno.lock");
    await Deno.copyFile(join(root, "deno.lock"), lock);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["install", "--quiet", "--lockfile-only"],
      cwd: folder,
      env: { NO_COLOR: "1" },
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    return await Deno.readFile(lock);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
