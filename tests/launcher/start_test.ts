/** What can prevent the launcher from starting, and starting it twice. */
import assert from "node:assert/strict";
import { copyProject } from "../slow/recipes/project_copy.ts";
import { startTask } from "../start/tasks.ts";

/** Creates an unreadable `.env`. */
type Make = (path: string) => Promise<void>;

const UNREADABLE: Readonly<Record<string, readonly [Make, RegExp]>> = {
  "a folder": [Deno.mkdir, /^\.env is a folder\. Replace it with a file\.$/],
  "in another encoding": [
    (path) => Deno.writeFile(path, new Uint8Array([255, 254, 65, 0])),
    /^\.env is not UTF-8 text\. Save it as UTF-8\.$/,
  ],
  "a link to itself": [
    // Tests may not create links.
    async (path) =>
      void await new Deno.Command("ln", {
        args: ["-s", path, path],
      }).output(),
    /^\.env cannot be read: .*links.*\.$/,
  ],
};

for (const [name, [make, expected]] of Object.entries(UNREADABLE)) {
  Deno.test(`start explains in one sentence that .env is ${name}`, async () => {
    const cwd = await Deno.makeTempDir();
    try {
      await make(`${cwd}/.env`);
      await using task = startTask("start", { cwd });
      const { code, said } = await task.ended();
      assert.equal(code, 1);
      assert.match(said.trim(), expected);
    } finally {
      await Deno.remove(cwd, { recursive: true });
    }
  });
}

Deno.test("two starts at the same time build once", async () => {
  await using project = await copyProject();
  const options = { cwd: project.root, isProject: true };
  await using first = startTask("start", options);
  await using second = startTask("start", options);
  const said = [await first.says(/Next:/), await second.says(/Next:/)];
  assert.equal(said.join("").match(/^Built /gm)?.length, 1);
});

Deno.test("serve explains in one sentence that nothing has been built", async () => {
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
