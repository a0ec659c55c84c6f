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
 * Builds the site if a source has changed since the last build; once per test
 * run.
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

/** Joins apps with the build, each like the build's own `server.js`. */
export async function sharedBuild(): Promise<
  <Of extends State>(app: App<Of>) => void
> {
  await buildOnce();
  // deno-lint-ignore no-explicit-any -- either Fresh has types of its own
  const fresh: any = await import("fresh/internal");
  // Imported by a computed name, since types are checked without a build too.
  const built = await import(
    new URL("../../../_fresh/snapshot.js", import.meta.url).href
  );
  if (hasOwnFresh()) return (app) => void fresh.serveBuild(app, built.snapshot);
  const cache = new fresh.ProdBuildCache(ROOT, built);
  return (app) => fresh.setBuildCache(app, cache, "production");
}
