/**
 * Islands of packages, in a project of its own.
 *
 * @module
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { test } from "./differences.ts";

const PROJECT = new URL("../../../", import.meta.url).pathname;

/** Outside the site's sources. */
const DATA = `${PROJECT}.data`;

const FRESH = "jsr:@fresh/core@^2.3.3";

const FILES: Record<string, string> = {
  "deno.json": JSON.stringify({
    links: [`${PROJECT}lib/fresh`, "./linked"],
    nodeModulesDir: "manual",
    imports: {
      "fresh": FRESH,
      "preact": "npm:preact@*",
      "@preact/signals": "npm:@preact/signals@*",
      "dialogs": "npm:acme-dialogs@1.0.0",
    },
  }),
  "linked/deno.json": JSON.stringify({
    name: "@acme/linked-island",
    version: "1.0.0",
    exports: "./mod.ts",
  }),
  "linked/mod.ts": `
    import { h } from "preact";
    export default () => h("p", null, "from a linked package");`,
  "node_modules/acme-dialogs/package.json": JSON.stringify({
    name: "acme-dialogs",
    version: "1.0.0",
    type: "module",
    exports: "./index.js",
  }),
  "node_modules/acme-dialogs/index.js": `
    import { h } from "preact";
    export function Dialog() { return h("p", null, "from npm"); }`,
  "main.ts": `
    import { App, staticFiles } from "fresh";
    import { h } from "preact";
    import Linked from "jsr:@acme/linked-island";
    import { Dialog } from "dialogs";
    export const app = new App().use(staticFiles()).get("/", (ctx) =>
      ctx.render(h("main", null, h(Linked, null), h(Dialog, null))));`,
  "dev.ts": `
    import { Builder } from "fresh/dev";
    const builder = new Builder({ root: import.meta.dirname });
    builder.registerIsland("jsr:@acme/linked-island");
    builder.registerIsland("dialogs");
    await builder.build();`,
  "ask.ts": `
    import server from "./_fresh/server.js";
    const get = async (path) =>
      (await server.fetch(new Request("http://localhost" + path))).text();
    const html = await get("/");
    console.log(html);
    for (const [, path] of html.matchAll(/<script type="module" src="([^"]+)"/g)) {
      console.log(await get(path));
    }`,
};

/** Links to the packages of this project. Deno itself would need to write anywhere. */
async function linkPackages(folder: string): Promise<void> {
  const packages = await Array.fromAsync(
    Deno.readDir(`${PROJECT}node_modules`),
    ({ name }) => `${PROJECT}node_modules/${name}`,
  );
  const args = ["-s", ...packages, folder];
  const { success } = await new Deno.Command("ln", { args }).output();
  assert.ok(success);
}

/** Runs a module of the project; returns its output. */
async function run(cwd: string, module: string): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-lock", "--no-prompt", "--cached-only"],
      ...["--allow-read", "--allow-write", "--allow-env", "--allow-run"],
      module,
    ],
    cwd,
  }).output();
  const decoder = new TextDecoder();
  assert.equal(decoder.decode(stderr), "");
  return decoder.decode(stdout);
}

test("islands of linked packages and of npm are built and marked", async () => {
  await Deno.mkdir(DATA, { recursive: true });
  const root = await Deno.makeTempDir({ dir: DATA });
  try {
    for (const [path, text] of Object.entries(FILES)) {
      await Deno.mkdir(dirname(join(root, path)), { recursive: true });
      await Deno.writeTextFile(join(root, path), text);
    }
    await linkPackages(`${root}/node_modules`);
    await run(root, "dev.ts");
    const output = await run(root, "ask.ts");
    assert.match(output, /<!--i0--><p>from a linked package<\/p><!--\/i-->/);
    assert.match(output, /<!--i1--><p>from npm<\/p><!--\/i-->/);
    assert.equal(output.match(/<script type="module"/g)!.length, 2);
    const built = await Deno.readTextFile(`${root}/_fresh/snapshot.js`);
    assert.match(built, /from "jsr:@acme\/linked-island"/);
    assert.match(built, /from "dialogs"/);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
