/**
 * `deno task fresh` in a minimal project, with a folder in place of the package
 * on JSR.
 */
import assert from "node:assert/strict";

const CONFIG = JSON.parse(await Deno.readTextFile("deno.json"));
const SCRIPT = "lib/latchkey/dev/which_fresh.ts";

const PROJECT: Readonly<Record<string, string>> = {
  [SCRIPT]: await Deno.readTextFile(SCRIPT),
  "main.ts": 'import { name } from "fresh"; console.log(name);',
  "dev.ts": 'import "fresh";',
  ...packageAt("lib/fresh", "lib/fresh"),
  ...packageAt("upstream", "Fresh itself"),
};

/** A stand-in for Fresh that exports one name. */
function packageAt(folder: string, name: string): Record<string, string> {
  const config = { name: "@fresh/core", version: "2.3.3", exports: "./mod.ts" };
  return {
    [`${folder}/deno.json`]: JSON.stringify(config),
    [`${folder}/mod.ts`]: `export const name = ${JSON.stringify(name)};`,
  };
}

/** Runs commands in a project with these links. */
async function withProject(
  links: readonly string[],
  test: (project: {
    run(...args: string[]): Promise<string>;
    files(): Promise<string[]>;
    write(path: string, text: string): Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "latchkey-fresh-" });
  const write = async (path: string, text: string) => {
    const file = `${root}/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(file, text);
  };
  try {
    for (const [path, text] of Object.entries(PROJECT)) await write(path, text);
    const { fresh } = CONFIG.imports;
    const config = {
      links,
      tasks: { fresh: CONFIG.tasks.fresh },
      permissions: { fresh: CONFIG.permissions.fresh },
      imports: { fresh },
    };
    await write("deno.json", JSON.stringify(config, null, 2) + "\n");
    await write("deno.lock", '{\n  "version": "5"\n}\n');
    await test({
      write,
      files: () =>
        Promise.all(
          ["deno.json", "deno.lock"].map((path) =>
            Deno.readTextFile(`${root}/${path}`)
          ),
        ),
      async run(...args) {
        const { stdout, stderr } = await new Deno.Command("deno", {
          args,
          cwd: root,
          // Nothing listens there.
          env: { JSR_URL: "http://127.0.0.1:9/", NO_COLOR: "1" },
        }).output();
        return [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes))
          .join("");
      },
    });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("deno task fresh switches to Fresh itself and back", () =>
  withProject(["./lib/fresh", "./upstream"], async ({ run, files }) => {
    await run("task", "fresh", "local");
    const before = await files();
    assert.equal(await run("run", "main.ts"), "lib/fresh\n");
    const said = await run("task", "--quiet", "fresh", "upstream");
    assert.equal(
      said,
      "The site runs on upstream Fresh. Next: deno task start\n",
    );
    assert.equal(await run("run", "main.ts"), "Fresh itself\n");
    assert.deepEqual(JSON.parse((await files())[0]).links, ["./upstream"]);
    await run("task", "fresh", "local");
    assert.equal(await run("run", "main.ts"), "lib/fresh\n");
    assert.deepEqual(await files(), before);
  }));

Deno.test("changes nothing and names a workaround when Fresh can't be installed", () =>
  withProject(["./lib/fresh"], async ({ run, files }) => {
    const before = await files();
    const said = await run("task", "fresh", "upstream");
    assert.match(said, /nothing was changed\..*docs\/fresh\.md/);
    assert.deepEqual(await files(), before);
    await Deno.stat("docs/fresh.md");
    assert.equal(await run("run", "main.ts"), "lib/fresh\n");
  }));

Deno.test("keeps comments in deno.json", () =>
  withProject(["./lib/fresh"], async ({ run, files, write }) => {
    const [config] = await files();
    await write("deno.json", `// Ours.\n${config}`);
    const said = await run("task", "fresh", "upstream");
    assert.match(said, /has comments .*"\.\/lib\/fresh" under "links"/);
    assert.equal((await files())[0], `// Ours.\n${config}`);
  }));
