/** Writing a site to disk. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { AnswerError } from "./answers.ts";
import type { Files } from "./site/files.ts";
import { temporaryFolder } from "./testing.ts";
import { writeFolder } from "./write_folder.ts";

const FILES: Files = new Map([
  [".gitignore", new TextEncoder().encode("/.data/\n")],
  ["routes/(open)/index.tsx", new Uint8Array([0, 255])],
  ["tests/chromium.sh", new TextEncoder().encode("#!/bin/sh\n")],
]);

/** Its second file can't be written: no disk has such a name. */
const IMPOSSIBLE: Files = new Map([
  ...FILES,
  [`${"x".repeat(300)}.ts`, new Uint8Array()],
]);

async function namesIn(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.map(({ name }) => name).toSorted();
}

Deno.test("writes files, folders and programs", async () => {
  await using folder = await temporaryFolder();
  const site = join(folder.path, "deep/my site");
  await writeFolder(site, FILES);
  for (const [path, bytes] of FILES) {
    assert.deepEqual(await Deno.readFile(join(site, path)), bytes, path);
  }
  const { mode } = await Deno.stat(join(site, "tests/chromium.sh"));
  if (mode !== null) assert.equal(mode & 0o700, 0o700);
  assert.deepEqual(await namesIn(join(folder.path, "deep")), ["my site"]);
});

Deno.test("writes to a folder that is empty but for Git's", async () => {
  await using folder = await temporaryFolder();
  await Deno.mkdir(join(folder.path, ".git"));
  await writeFolder(folder.path, FILES);
  assert.deepEqual(
    await namesIn(folder.path),
    [".git", ".gitignore", "routes", "tests"],
  );
});

Deno.test("leaves a folder with files as it was", async () => {
  await using folder = await temporaryFolder();
  for (const name of ["a", "b", "c", "d"]) {
    await Deno.writeTextFile(join(folder.path, name), name);
  }
  await assert.rejects(writeFolder(folder.path, FILES), {
    name: AnswerError.name,
    message:
      `The folder ${
        JSON.stringify(folder.path)
      } is not empty: it has "a", "b", "c" and 1 more. ` +
      "Choose another name, or move its files away.",
  });
  assert.deepEqual(await namesIn(folder.path), ["a", "b", "c", "d"]);
});

Deno.test("does not write over a file, or below one", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "my-site");
  await Deno.writeTextFile(file, "mine");
  await assert.rejects(writeFolder(file, FILES), {
    name: AnswerError.name,
    message: /is a file\. Choose another name\./,
  });
  await assert.rejects(writeFolder(join(file, "below"), FILES), AnswerError);
  assert.equal(await Deno.readTextFile(file), "mine");
});

Deno.test("an error leaves nothing behind, in a new folder or in an empty one", async () => {
  await using folder = await temporaryFolder();
  await assert.rejects(writeFolder(join(folder.path, "a/b"), IMPOSSIBLE));
  assert.deepEqual(await namesIn(folder.path), []);
  const empty = join(folder.path, "empty");
  await Deno.mkdir(empty);
  await assert.rejects(writeFolder(empty, IMPOSSIBLE));
  assert.deepEqual(await namesIn(folder.path), ["empty"]);
  assert.deepEqual(await namesIn(empty), []);
});
