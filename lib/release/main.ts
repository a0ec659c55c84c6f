/**
 * The entry of `deno task release`.
 *
 * @module
 */
import { runRelease } from "./program.ts";

Deno.exitCode = await runRelease(Deno.args, {
  root: Deno.cwd(),
  out: console.log,
  err: console.error,
  now: Date.now,
});
