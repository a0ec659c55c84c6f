/**
 * The entry point of `deno task start`, `serve`, `build` and `cli`. Installs missing packages
 * before it loads modules that import them. Deno Deploy does not use it.
 *
 * @module
 */
import { installAndRestart, isNew, isOutdated } from "./install.ts";

const [command = "", ...args] = Deno.args;

Deno.exitCode = needsPackages()
  ? await installAndRestart("launch")
  : await run();

/** The built site and commands run with the packages that are installed. */
function needsPackages(): boolean {
  return command === "serve" || command === "cli" ? isNew() : isOutdated();
}

async function run(): Promise<number> {
  const { launch } = await import("./launch.ts");
  return await launch(command, args);
}
