import assert from "node:assert/strict";
import { hasOwnFresh } from "./which_fresh.ts";
import { bundleServer } from "./bundle_server.ts";

/** A small site whose modules each render something. */
const SITE: Readonly<Record<string, string>> = {
  "lib/latchkey/server/serve.ts": `
    type Site = readonly [{ show(build: string): void }, { here: string }];
    export async function serve(load: () => Promise<Site>) {
      const [main, build] = await load();
      main.show(build.here);
    }`,
  "lib/where.ts": `
    export const here: string = import.meta.url; // import.meta is no text of ours
    export const text = "import.meta.url";
    export const beside: string = import.meta.resolve("./other.txt");
    export const parcel: string = import.meta.resolve("bcrypt");
    export const folder: string = import.meta.dirname!;`,
  "components/Greeting.tsx": `
    export function Greeting({ name }: { name: string }) {
      return <p class="warm">Hello {name}</p>;
    }`,
  "lib/site.ts": `export const site = { name: "Ada", features: [] };`,
  "routes/index.tsx": `
    import { Greeting } from "../components/Greeting.tsx";
    export const page = <Greeting name="Ada" />;`,
  "main.ts": `
    import { renderToString } from "preact-render-to-string";
    import { page } from "./routes/index.tsx";
    import * as where from "./lib/where.ts";
    export function show(build: string) {
      console.log(JSON.stringify({ html: renderToString(page), build, ...where }));
      throw new Error("on the seventh line");
    }`,
  "_fresh/server.js": "export const here = import.meta.url;",
  "deno.lock": "",
  "dev.ts": "",
  "fresh.config.ts": "",
  "islands/none.ts": "",
  "static/none.txt": "",
};

/**
 * Writes the site into a folder of this project, so that it finds the packages.
 */
async function writeSite(): Promise<string> {
  const { compilerOptions, imports } = JSON.parse(
    await Deno.readTextFile("deno.json"),
  );
  await Deno.mkdir(".data", { recursive: true });
  const root = await Deno.makeTempDir({
    dir: `${Deno.cwd()}/.data`,
    prefix: "bundle-",
  });
  const config = JSON.stringify({ compilerOptions, imports });
  const files = { ...SITE, "deno.json": config };
  for (const [path, text] of Object.entries(files)) {
    const file = `${root}/${path}`;
    await Deno.mkdir(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
  return root;
}

/** On Fresh itself modules stay separate. */
const ignore = !hasOwnFresh();

Deno.test(
  "a bundled server works like its modules, and its errors name them",
  { ignore },
  async () => {
    const root = await writeSite();
    try {
      await bundleServer(root);
      for (const name of ["main.ts", "lib", "components", "routes"]) {
        await Deno.rename(`${root}/${name}`, `${root}/moved-${name}`);
      }
      const { stdout, stderr } = await new Deno.Command("deno", {
        args: ["run", "--no-lock", "--allow-env", "_fresh/serve.js"],
        cwd: root,
        env: { NO_COLOR: "1" },
      }).output();
      const [out, err] = [stdout, stderr].map((bytes) =>
        new TextDecoder().decode(bytes)
      );
      assert.ok(out.startsWith("{"), err);
      const { html, build, here, text, beside, parcel, folder } = JSON.parse(
        out,
      );
      assert.equal(html, '<p class="warm">Hello Ada</p>');
      assert.equal(build, `file://${root}/_fresh/server.js`);
      assert.equal(here, `file://${root}/lib/where.ts`);
      assert.equal(text, "import.meta.url");
      assert.equal(beside, `file://${root}/lib/other.txt`);
      assert.equal(folder, `${root}/lib`);
      assert.match(parcel, /bcrypt/);
      assert.match(err, /main\.ts:7:\d+/, "where it was thrown");
      const precompiled = '<p class="warm">Hello ';
      assert.ok((await bundleText(root)).includes(precompiled), "by Deno");
    } finally {
      await Deno.remove(root, { recursive: true });
    }
  },
);

/** Everything that was written. */
async function bundleText(root: string): Promise<string> {
  let text = "";
  for await (const { name } of Deno.readDir(`${root}/_fresh`)) {
    if (/^serve.*\.js$/.test(name)) {
      text += await Deno.readTextFile(`${root}/_fresh/${name}`);
    }
  }
  return text;
}
