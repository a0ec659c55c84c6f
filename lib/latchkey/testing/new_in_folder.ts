/**
 * Runs `deno task new` in a test's folder.
 *
 * @module
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { runNew } from "../dev/new/program.ts";

/** The content of files that don't matter. */
const ANYTHING = "here first";

/** Files by path, or paths of files with any content. */
type Files = readonly string[] | Readonly<Record<string, string>>;

/**
 * Runs `deno task new …args` in a folder with these files, and returns its output and the files
 * afterwards. Fails the test when a given file changed.
 */
export async function runIn(files: Files, ...args: readonly string[]) {
  const root = await Deno.makeTempDir();
  const given: [string, string][] = Array.isArray(files)
    ? files.map((path) => [path, ANYTHING])
    : Object.entries(files);
  try {
    for (const folder of ["routes", "islands", "components"]) {
      await Deno.mkdir(join(root, folder));
    }
    for (const [path, text] of given) {
      await Deno.mkdir(dirname(join(root, path)), { recursive: true });
      await Deno.writeTextFile(join(root, path), text);
    }
    const out: string[] = [];
    const err: string[] = [];
    const code = await runNew(args, {
      io: {
        out: (line) => void out.push(line),
        err: (line) => void err.push(line),
      },
      root,
    });
    for (const [path, text] of given) {
      assert.equal(await Deno.readTextFile(join(root, path)), text);
    }
    return {
      code,
      out: out.join("\n"),
      err: err.join("\n"),
      left: await filesBelow(root),
    };
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function filesBelow(folder: string, below = ""): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = below + name;
    if (!isDirectory) files.push(path);
    else files.push(...await filesBelow(join(folder, name), `${path}/`));
  }
  return files.toSorted();
}
