/**
 * The entry of `deno task start`, `serve`, `build` and `cli`: installs packages where they
 * are missing, and loads what needs them. Deno Deploy does without it.
 *
 * @module
 */
import { installAndRestart, isNew, isOutdated } from "./install.ts";

const [command = "", ...args] = Deno.args;

Deno.exitCode = needsPackages()
  ? await installAndRestart("launch")
  : await run();

/** What was built, and commands, run with the packages that are there. */
function needsPackages(): boolean {
  return command === "serve" || command === "cli" ? isNew() : isOutdated();
}

async function run(): Promise<number> {
  const { launch } = await import("./launch.ts");
  return await launch(command, args);
}
