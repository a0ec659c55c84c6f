import assert from "node:assert/strict";
import deno from "../../../deno.json" with { type: "json" };
import { emptyProject, type ProjectCopy } from "./project_copy.ts";
import { applied, prove, readRecipe } from "./recipe.ts";

const { fresh, preact } = deno.imports;

/** A typical Fresh 2 app with a page and a middleware. */
const APP = {
  "deno.json": JSON.stringify({
    tasks: { start: "deno serve -A _fresh/server.js" },
    imports: { fresh, preact, "@/": "./" },
    compilerOptions: { jsx: "precompile", jsxImportSource: "preact" },
  }),
  "utils.ts": `
import { createDefine } from "fresh";

export interface State {
  shared: string;
}

export const define = createDefine<State>();
`,
  "main.ts": `
import { App, staticFiles } from "fresh";
import type { State } from "./utils.ts";

export const app = new App<State>()
  .use(staticFiles())
  .use((ctx) => {
    ctx.state.shared = "what your app had before";
    return ctx.next();
  })
  .fsRoutes();
`,
  "routes/_app.tsx": `
import { define } from "@/utils.ts";

export default define.page(function App({ Component }) {
  return <html><body><Component /></body></html>;
});
`,
  "routes/index.tsx": `
import { define } from "@/utils.ts";

export default define.page(function Home({ state }) {
  return (
    <>
      <h1>My shop</h1>
      <p>{state.shared}</p>
    </>
  );
});
`,
};

async function write(project: ProjectCopy, files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    await project.write(path, text);
  }
}

Deno.test("adds logins to an existing Fresh app and leaves the rest unchanged", async (t) => {
  const { blocks } = await readRecipe("existing-app");
  const changes = blocks.filter(({ path }) => path !== undefined);
  await using project = await emptyProject();
  await write(project, APP);
  await t.step("what is copied", async () => {
    const latchkey = Deno.cwd();
    const [command] = blocks.filter(({ language }) => language === "sh")
      .map(({ text }) =>
        text.split("\n")[0].replaceAll("../latchkey", latchkey)
      );
    const said = await project.deno(...command.split(" ").slice(1));
    assert.doesNotMatch(said, /Not overwritten/);
    const config = JSON.parse(await project.read("deno.json"));
    assert.equal(config.tasks.start, "deno serve -A _fresh/server.js");
    assert.deepEqual(config.tasks.cli, deno.tasks.cli);
    assert.equal(config.imports["@/"], "./");
    assert.deepEqual(config.links, deno.links);
    assert.deepEqual(config.permissions, deno.permissions);
  });
  for (const { path = "", language, text } of changes) {
    await project.write(
      path,
      language === "diff"
        ? applied(await project.read(path), text, path)
        : text,
    );
  }
  await prove(t, project, changes.map(({ path = "" }) => path));
});
