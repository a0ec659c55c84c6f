/** What stands in the launcher's own way, and what it does when it is called twice. */
import assert from "node:assert/strict";
import { copyProject } from "../slow/recipes/project_copy.ts";
import { startTask } from "../start/tasks.ts";

/** Makes a `.env` that cannot be read. */
type Make = (path: string) => Promise<void>;

const UNREADABLE: Readonly<Record<string, readonly [Make, RegExp]>> = {
  "a folder": [Deno.mkdir, /^\.env is a folder\. Replace it with a file\.$/],
  "in another encoding": [
    (path) => Deno.writeFile(path, new Uint8Array([255, 254, 65, 0])),
    /^\.env is not UTF-8 text\. Save it as UTF-8\.$/,
  ],
  "a link to itself": [
    // Tests may make no links.
    async (path) =>
      void await new Deno.Command("ln", {
        args: ["-s", path, path],
      }).output(),
    /^\.env cannot be read: .*links.*\.$/,
  ],
};

for (const [name, [make, words]] of Object.entries(UNREADABLE)) {
  Deno.test(`start tells in one sentence that .env is ${name}`, async () => {
    const cwd = await Deno.makeTempDir();
    try {
      await make(`${cwd}/.env`);
      await using task = startTask("start", { cwd });
      const { code, said } = await task.ended();
      assert.equal(code, 1);
      assert.match(said.trim(), words);
    } finally {
      await Deno.remove(cwd, { recursive: true });
    }
  });
}

Deno.test("two starts at once build once", async () => {
  await using project = await copyProject();
  const options = { cwd: project.root, isProject: true };
  await using first = startTask("start", options);
  await using second = startTask("start", options);
  const said = [await first.says(/Next:/), await second.says(/Next:/)];
  assert.equal(said.join("").match(/^Built /gm)?.length, 1);
});

Deno.test("serve tells in one sentence that nothing is built", async () => {
  await using project = await copyProject();
  const options = { cwd: project.root, isProject: true };
  await using task = startTask("serve", options);
  const { code, said } = await task.ended();
  assert.equal(code, 1);
  assert.equal(
    said.trim(),
    "The site is not built yet. Run `deno task build` first.",
  );
});
