/**
 * The entry of `npm create latchkey`. It runs on Node and on Deno.
 *
 * @module
 */
import process from "node:process";
import { createSite } from "./program.ts";
import { packageVersion, readTemplate } from "./template.ts";

process.exitCode = await createSite(process.argv.slice(2), {
  template: await readTemplate(),
  version: await packageVersion(),
  isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
  print: (text) => void process.stdout.write(text),
  printError: (text) => void process.stderr.write(text),
});
