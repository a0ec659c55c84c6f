/**
 * `docs/from-nothing.md`, and how a test follows it.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DENO } from "../../../lib/create-latchkey/options.ts";
import { applied, type Block, blocksOf } from "../recipes/recipe.ts";
import type { Terminal } from "./terminal.ts";
import { commandsOf, type ShownCommand } from "./transcript.ts";

const PAGE = "docs/from-nothing.md";

/** The blocks of a section of the page. */
export async function blocksIn(section: string): Promise<Block[]> {
  const parts = (await Deno.readTextFile(PAGE)).split(/^## /m);
  const part = parts.find((part) => part.startsWith(section));
  assert.ok(part, `${PAGE} has a section "${section}"`);
  return blocksOf(part);
}

/** The commands of a section of the page. Those on Node alone use the Deno that sites name. */
export async function commandsIn(section: string): Promise<ShownCommand[]> {
  const commands = (await blocksIn(section))
    .filter(({ language }) => language === "console")
    .flatMap(({ text }) => commandsOf(text));
  for (const { line } of commands) {
    assert.ok(!line.startsWith("npx ") || line.startsWith(DENO), line);
  }
  return commands;
}

/** Makes the changes and writes the files of a page in a site. */
export async function edit(
  site: string,
  blocks: readonly Block[],
): Promise<void> {
  for (const { path, language, text } of blocks) {
    if (path === undefined) continue;
    const file = join(site, path);
    const before = await Deno.readTextFile(file).catch(() => null);
    if (language !== "diff") await Deno.writeTextFile(file, text);
    // The recipe also shows the messages of languages that the site doesn't have.
    else if (before !== null) {
      await Deno.writeTextFile(file, applied(before, text, path));
    }
  }
}

/**
 * Runs commands one after the other.
 *
 * @param use What is done while the server runs, if one of them starts it.
 */
export async function runAll(
  terminal: Terminal,
  commands: readonly ShownCommand[],
  use?: () => Promise<void>,
): Promise<void> {
  for (const command of commands) {
    if (use && / task (?:start|serve)$/.test(command.line)) {
      await terminal.serve(command, use);
    } else await terminal.run(command);
  }
}
