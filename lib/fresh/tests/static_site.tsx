/**
 * A site of static files, built from a temporary folder.
 *
 * @module
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { asset } from "fresh/runtime";
import { askText } from "./ask.ts";
import { projectConfig } from "./site.ts";

/** 512 KiB. */
export const bigContent = "0123456789abcdef".repeat(32 * 1024);

const root = await Deno.makeTempDir({ prefix: "static-files-" });
/** The files by path; those outside of `static/` must not be served. */
export const files: Record<string, string> = {
  "static/hello.txt": "hello",
  "static/style.css": "body { color: red; }",
  "static/script.js": "let a;",
  "static/picture.svg": "<svg/>",
  "static/data.json": "{}",
  "static/page.html": "<p>page</p>",
  "static/unknown.zzz": "?",
  "static/empty.txt": "",
  "static/bom.txt": "\uFEFFwith a byte order mark",
  "static/nested/deep/file.txt": "deep",
  "static/big.txt": bigContent,
  "static/sp ace.txt": "space",
  "static/C#.txt": "sharp",
  "static/西安.txt": "xi'an",
  "static/50%.txt": "percent",
  "secret.txt": "secret",
  "static-secret/secret.txt": "secret",
};
/** Not UTF-8, whatever its name says. */
export const latin1 = new Uint8Array([0x63, 0x61, 0x66, 0xe9]);

const contents = {
  ...files,
  "deno.json": projectConfig,
  "static/latin1.txt": latin1,
};
for (const [path, content] of Object.entries(contents)) {
  const file = join(root, path);
  await Deno.mkdir(dirname(file), { recursive: true });
  if (typeof content === "string") await Deno.writeTextFile(file, content);
  else await Deno.writeFile(file, content);
}
const applySnapshot = await new Builder({ root }).build({ snapshot: "memory" });

function Links({ base }: { base: string }) {
  return (
    <nav>
      <a href={asset(`${base}/style.css`)}>style</a>
      <a href={asset(`${base}/style.css?theme=dark`)}>dark</a>
    </nav>
  );
}

/** An app with the files, a page that links to one, and a conflicting route. */
export function siteApp(
  basePath?: string,
  mode?: "development" | "production",
) {
  const app = new App({ basePath, mode })
    .use(staticFiles())
    .get("/", () => new Response("home"))
    .get("/hello.txt", () => new Response("the route"))
    .get("/linked", (ctx) => ctx.render(<Links base={ctx.config.basePath} />));
  applySnapshot(app);
  return app;
}
export const site = siteApp();

/** Removes the files; call it after a test file's last test. */
export function removeFiles(): Promise<void> {
  return Deno.remove(root, { recursive: true });
}

/** The URL that `asset()` gives the style sheet in a page. */
export async function assetPath(app = site, page = "/linked"): Promise<string> {
  const path = (await askText(app, page)).match(/href="([^"]+)"/)?.[1];
  assert.ok(path !== undefined && path.includes("style.css?"), `path: ${path}`);
  return path;
}
