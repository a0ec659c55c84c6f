/**
 * Bundles the built site into a few files. Reading 600 modules one by one takes most of the
 * time of a start, and each costs memory while the site runs.
 *
 * @module
 */
import type { Plugin } from "esbuild";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { changedSources } from "./changed_sources.ts";
import { hasOwnFresh } from "./which_fresh.ts";

/** The entry point of `deno task serve`, before bundling. */
const ENTRY = `// Written by the build; do not edit.
import { serve } from "../lib/latchkey/server/serve.ts";

await serve(() => Promise.all([import("../main.ts"), import("./server.js")]));
`;

/** The site for the launcher, which needs its settings and hosts. */
const SITE = `// Written by the build; do not edit.
export { site } from "../lib/site.ts";
`;

/**
 * Packages that are bundled too: ES modules that read no files of their own. A site needs a
 * small part of most of them. Other packages are imported unchanged.
 */
const BUNDLED: ReadonlySet<string> = new Set([
  "@preact/signals",
  "cookie",
  "devalue",
  "jose",
  "kysely",
  "mime",
  "preact",
  "preact-render-to-string",
  "rou3",
  "valibot",
]);

const PACKAGES = "/node_modules/";

/**
 * Writes `_fresh/serve.js`, `_fresh/site.js` and what they import, beside a build of Fresh.
 * With upstream Fresh the modules stay separate, and the site works the same.
 */
export async function bundleServer(root: string): Promise<void> {
  const folder = `${root}/_fresh`;
  const entries = [`${folder}/site.js`, `${folder}/serve.js`];
  await Deno.writeTextFile(entries[0], SITE);
  await Deno.writeTextFile(entries[1], ENTRY);
  if (!hasOwnFresh()) return;
  const places = { root, folder, entries, pages: `${folder}/pages` };
  try {
    await transpilePages(places);
    await bundle(places);
  } finally {
    await Deno.remove(places.pages, { recursive: true }).catch(() => {});
  }
}

/** Paths of a build. */
interface Places {
  readonly root: string;
  /** The build. */
  readonly folder: string;
  readonly entries: readonly string[];
  /** Modules that Deno has compiled. */
  readonly pages: string;
}

/**
 * Compiles modules with JSX with Deno, since esbuild does not support Deno's precompiled JSX.
 *
 * @throws {Error} if that fails.
 */
async function transpilePages({ root, pages }: Places): Promise<void> {
  const sources = changedSources(root, 0)
    .filter((path) => path.endsWith(".tsx"));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "transpile",
      "--source-map=inline",
      `--outdir=${pages}`,
      ...sources,
    ],
    cwd: root,
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

async function bundle(places: Places): Promise<void> {
  const esbuild = await import("esbuild");
  try {
    await esbuild.build({
      entryPoints: [...places.entries],
      outdir: places.folder,
      allowOverwrite: true,
      chunkNames: "serve-[hash]",
      plugins: [asDeno(places)],
      bundle: true,
      splitting: true,
      define: { "import.meta": "importMeta" },
      banner: { js: "const fileMeta = import.meta;" },
      format: "esm",
      platform: "node",
      target: "esnext",
      minifySyntax: true,
      legalComments: "none",
      sourcemap: "linked",
      sourcesContent: false,
      tsconfigRaw: "{}",
      logLevel: "warning",
    });
  } finally {
    await esbuild.stop();
  }
}

/** Resolves and loads modules as Deno does. */
function asDeno({ root, folder, pages }: Places): Plugin {
  return {
    name: "deno",
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
        if (kind === "entry-point" || importer.includes(PACKAGES)) return;
        const [name = ""] = /^(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
        if (BUNDLED.has(name)) return;
        // Fresh, and others that the import map resolves to a folder of this project.
        const found = import.meta.resolve(path);
        return found.startsWith("file:") && !found.includes(PACKAGES)
          ? { path: fileURLToPath(found) }
          : { path, external: true };
      });
      build.onLoad({ filter: /\.[jt]sx?$/ }, async ({ path }) => {
        if (path.includes(PACKAGES)) return;
        const compiled = `${pages}/${
          relative(root, path).replace(/\.tsx$/, ".js")
        }`;
        const isPage = path.endsWith(".tsx");
        const source = await Deno.readTextFile(isPage ? compiled : path);
        return {
          contents: withOwnPlace(source, relative(folder, path)),
          loader: path.endsWith(".ts") ? "ts" : "js",
          resolveDir: dirname(path),
        };
      });
    },
  };
}

/**
 * Keeps the original path of a module in `import.meta`, which esbuild replaces with
 * `importMeta`.
 */
function withOwnPlace(source: string, place: string): string {
  if (!source.includes("import.meta")) return source;
  const own = `const importMeta = ((url) => ({
    url: url.href, filename: decodeURIComponent(url.pathname),
    dirname: decodeURIComponent(new URL(".", url).pathname).slice(0, -1),
    resolve: (to) => /^[.]{0,2}[/]/.test(to) ? new URL(to, url).href : fileMeta.resolve(to),
  }))(new URL(${JSON.stringify(place)}, fileMeta.url));`;
  // On the first line, so that line numbers stay the same.
  return own.replaceAll("\n", "") + source;
}
