/**
 * The build that tests share.
 *
 * @module
 */
import { builtAt, changedSources } from "../lib/dev/changed_sources.ts";
import { shared } from "./shared.ts";

const ROOT = new URL("..", import.meta.url).pathname;

/** Builds the site where a source has changed since it was built; once in a test run. */
export async function buildOnce(): Promise<void> {
  await shared("build", async () => {
    if (changedSources(ROOT, builtAt(ROOT)).length === 0) return;
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["task", "--quiet", "build", "--if-stale"],
      cwd: ROOT,
    }).output();
    if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  });
}
