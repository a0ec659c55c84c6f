/**
 * Writes new pages, API routes and islands: the entry of `deno task new`.
 *
 * @module
 */
import { processIo } from "../../cli/io.ts";
import { runNew } from "./program.ts";

Deno.exitCode = await runNew(Deno.args, { io: processIo(), root: Deno.cwd() });
