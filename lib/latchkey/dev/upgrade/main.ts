/**
 * Brings a later release of Latchkey into the site: the entry of `deno task upgrade`.
 *
 * @module
 */
import { processIo } from "../../cli/io.ts";
import { runUpgrade } from "./program.ts";

Deno.exitCode = await runUpgrade(Deno.args, {
  io: processIo(),
  root: Deno.cwd(),
});
