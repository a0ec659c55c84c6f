/**
 * The build that tests share.
 *
 * @module
 */
import { builtAt, changedSources } from "../lib/dev/changed_sources.ts";

const ROOT = new URL("..", import.meta.url).pathname;

/** Tells the other workers of this process, which have its environment, that the build is new. */
const DONE = "LATCHKEY_TESTS_BUILT";

/** Builds the site where a source has changed since it was built; once in a test run. */
export async function buildOnce(): Promise<void> {
  const own = String(Deno.pid);
  if (Deno.env.get(DONE) === own) return;
  if ((await changedSources(ROOT, await builtAt(ROOT))).length > 0) {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "build", "--if-stale"],
      cwd: ROOT,
    }).output();
    if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  }
  Deno.env.set(DONE, own);
}
