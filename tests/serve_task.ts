/**
 * The command of `deno task serve`, taken apart: for those who start the server without
 * the task runner, whose own start is not the server's and who would not pass on SIGKILL.
 *
 * @module
 */
import project from "../deno.json" with { type: "json" };

const words = project.tasks.serve.split(" ");
const program = words.indexOf("deno");

/** What the task sets in the environment. */
export const SERVE_ENV: Readonly<Record<string, string>> = Object.fromEntries(
  words.slice(0, program).map((setting) => setting.split("=", 2)),
);

/** What stands after `deno`: `run`, flags and permissions, and the module last. */
export const SERVE_ARGS: readonly string[] = words.slice(program + 1);
