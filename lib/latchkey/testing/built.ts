/**
 * The build shared by tests.
 *
 * @module
 */
import type { App } from "fresh";
import { builtAt, changedSources } from "../dev/changed_sources.ts";
import { hasOwnFresh } from "../dev/which_fresh.ts";
import type { State } from "../../state.ts";
import { shared } from "./shared.ts";

const ROOT = new URL("../../..", import.meta.url).pathname;

/**
 * Builds the site if a source has changed since the last build, once per test run.
 *
 * @throws {Error} with the output of a failed build.
 *
 * @example
 * ```ts
 * import { buildOnce } from "@latchkey/core/testing";
 *
 * await buildOnce();
 * ```
 */
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

/**
 * Builds the site if needed, and returns a function that connects an app with the build, as the
 * build's own `server.js` does.
 *
 * @throws {Error} with the output of a failed build.
 *
 * @example
 * ```ts
 * import { sharedBuild } from "@latchkey/core/testing";
 *
 * const connect = await sharedBuild(); // Then connect(createApp(services)).
 * ```
 */
export async function sharedBuild(): Promise<
  <Of extends State>(app: App<Of>) => void
> {
  await buildOnce();
  // deno-lint-ignore no-explicit-any -- either Fresh has types of its own
  const fresh: any = await import("fresh/internal");
  // Resolved at run time, because types are checked without a build too.
  const built = await import(
    new URL("../../../_fresh/snapshot.js", import.meta.url).href
  );
  if (hasOwnFresh()) return (app) => void fresh.serveBuild(app, built.snapshot);
  const cache = new fresh.ProdBuildCache(ROOT, built);
  return (app) => fresh.setBuildCache(app, cache, "production");
}
