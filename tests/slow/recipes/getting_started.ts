/**
 * Follows `docs/getting-started.md` in a copy of the project.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { ProjectCopy } from "./project_copy.ts";
import { applied, type Block, blocksOf, prove } from "./recipe.ts";

/** Runs `deno task new` as the guide does; what it prints is the guide's next block. */
async function runNew(
  project: ProjectCopy,
  command: string,
  printed: Block,
): Promise<void> {
  const args = command.trim().split(" ").slice(2);
  const output = await project.deno("task", "--quiet", ...args);
  assert.equal(output, printed.text);
}

/** Writes or changes the file that a block shows. */
async function write(
  project: ProjectCopy,
  path: string,
  { language, text }: Block,
): Promise<void> {
  const changed = language === "diff"
    ? applied(await project.read(path), text, path)
    : text;
  await project.write(path, changed);
}

/** Follows the guide, passes its test and the check, and undoes what it did. */
export async function proveGuide(
  t: Deno.TestContext,
  project: ProjectCopy,
): Promise<void> {
  const blocks = blocksOf(await Deno.readTextFile("docs/getting-started.md"));
  const files = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    if (block.text.startsWith("deno task new ")) {
      await runNew(project, block.text, blocks[index + 1]);
    }
    if (block.path === undefined) continue;
    await write(project, block.path, block);
    files.add(block.path);
  }
  assert.deepEqual([...files], [
    "routes/(logged-in)/hello.tsx",
    "tests/routes/hello_test.ts",
    "components/SiteMap.tsx",
  ]);
  await prove(t, project, [...files]);
  for (const path of files) await project.reset(path);
}
