/** What a newcomer's first start installs and prints. */
import assert from "node:assert/strict";
import { demoUsers } from "@latchkey/core";
import { buildOnce, hasOwnFresh } from "@latchkey/core/testing";
import { importsOf } from "../imports_of.ts";
import { copyProject } from "../slow/recipes/project_copy.ts";
import { post } from "../resilience/app_process.ts";
import { startTask } from "./tasks.ts";

/** The maximum installed size, in bytes. */
const MAX_BYTES = 45_000_000;

/** The maximum number of lines printed. */
const MAX_LINES = 20;

/** What runs after the installation: the bundled server and the commands. */
const PROGRAMS = ["_fresh/serve.js", "lib/latchkey/cli/main.ts"];

/** The total size of a folder's files in bytes. */
async function sizeOf(folder: string): Promise<number> {
  let size = 0;
  for await (const { name, isDirectory, isFile } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) size += await sizeOf(path);
    if (isFile) size += (await Deno.stat(path)).size;
  }
  return size;
}

Deno.test("a first start installs little, prints little, and logs users in", async () => {
  await buildOnce();
  await using project = await copyProject();
  const modules = `${project.root}/node_modules`;
  await Deno.remove(modules); // It leads to this project's packages.
  await using task = startTask("start", { cwd: project.root, isProject: true });
  const said = await task.says(/Next:/);
  assert.ok(said.trimEnd().split("\n").length <= MAX_LINES, said);
  // Fresh itself brings more dependencies.
  if (hasOwnFresh()) assert.ok(await sizeOf(modules) <= MAX_BYTES);
  const packages = new Set(
    (await importsOf(PROGRAMS)).filter((name) =>
      name.startsWith("npm:") && !name.startsWith("npm:@types")
    ),
  );
  assert.ok(packages.size > 10);
  for (const name of packages) {
    const folder = name.slice("npm:".length).replace("/", "+");
    await Deno.stat(`${modules}/.deno/${folder}`);
  }
  const [address] = said.match(/http:\/\/localhost:\d+/)!;
  const [{ address: username, password }] = demoUsers;
  const { status } = await post(address, "/auth/login", { username, password });
  assert.equal(status, 303, task.said());
});
