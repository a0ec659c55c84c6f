/**
 * Bundles the islands for the browser with esbuild.
 * @module
 */
import type { Metafile } from "esbuild";
import { browserCode, replacements } from "./browser_code.ts";
import type { FileRecord } from "../snapshot.ts";
import type { ResolvedBuildConfig } from "./options.ts";
import { type IslandSource, nameOf } from "./island_source.ts";
import { basename } from "./paths.ts";
import { type ImportMap, resolver } from "./resolve.ts";
import { entries, type IslandModule, PARTIALS } from "./entries.ts";
import { record } from "./static_files.ts";

/** An island with the paths of its scripts. */
export interface BuiltIsland {
  readonly name: string;
  readonly source: IslandSource;
  readonly exportName: string;
  readonly entry: string;
  readonly chunks: readonly string[];
}

/** The islands and their scripts. */
export interface Bundle {
  readonly islands: readonly BuiltIsland[];
  readonly files: readonly FileRecord[];
  readonly partialsScript: string;
}

const SCRIPTS = "/_fresh/js/";

/** Bundles modules with islands. Every exported function is an island. */
export async function bundleIslands(
  sources: readonly IslandSource[],
  map: ImportMap,
  options: ResolvedBuildConfig,
  mode: "development" | "production",
): Promise<Bundle> {
  const modules = await describe(sources);
  const result = await bundle(modules, map, options, mode);
  const scripts = await Promise.all(result.outputFiles.map((file) => {
    const bytes = new Uint8Array(file.contents);
    return record(SCRIPTS + basename(file.path), bytes, bytes, true);
  }));
  const islands = modules.flatMap((module) => {
    const { entry, chunks } = scriptsOf(
      `island:${module.id}`,
      result.metafile,
    );
    return [...module.exports].map(([exportName, name]) => ({
      name,
      source: module.source,
      exportName,
      entry,
      chunks,
    }));
  });
  const partials = scriptsOf(PARTIALS, result.metafile);
  return { islands, files: scripts, partialsScript: partials.entry };
}

async function describe(
  sources: readonly IslandSource[],
): Promise<IslandModule[]> {
  const taken = new Set<string>();
  const unique = (name: string) => {
    let free = name;
    for (let i = 2; taken.has(free); i++) free = `${name}_${i}`;
    taken.add(free);
    return free;
  };
  const modules: IslandModule[] = [];
  for (const source of sources) {
    const module: object = await import(source.url);
    const base = nameOf(source);
    const exports = new Map<string, string>();
    for (const [key, value] of Object.entries(module)) {
      if (typeof value !== "function") continue;
      exports.set(key, unique(key === "default" ? base : `${base}_${key}`));
    }
    modules.push({ source, id: unique(`island-${base}`), exports });
  }
  return modules;
}

async function bundle(
  modules: readonly IslandModule[],
  map: ImportMap,
  options: ResolvedBuildConfig,
  mode: "development" | "production",
) {
  const isProduction = mode === "production";
  const { sourceMap } = options;
  // Imported here, so that serving a build doesn't load it.
  const esbuild = await import("esbuild");
  try {
    return await esbuild.build({
      entryPoints: [
        ...modules.map(({ id }) => ({ in: `island:${id}`, out: id })),
        { in: PARTIALS, out: "partials" },
      ],
      plugins: [entries(modules, options.root), browserCode(), resolver(map)],
      absWorkingDir: options.root,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "browser",
      target: options.target,
      // By default, esbuild would rewrite such expressions as calls, because it checks for the
      // newest properties too. It can't remove unused calls.
      supported: { "regexp-unicode-property-escapes": true },
      minify: isProduction,
      legalComments: "none",
      sourcemap: sourceMap?.kind ?? (isProduction ? false : "inline"),
      sourceRoot: sourceMap?.sourceRoot,
      sourcesContent: sourceMap?.sourcesContent,
      jsx: "automatic",
      jsxImportSource: "preact",
      tsconfigRaw: "{}",
      define: replacements(mode),
      entryNames: "[name]-[hash]",
      chunkNames: "chunk-[hash]",
      outdir: "/_fresh/js",
      metafile: true,
      write: false,
      logLevel: "warning",
    });
  } finally {
    await esbuild.stop();
  }
}

/** The paths of an entry and its static imports. */
function scriptsOf(
  entryPoint: string,
  metafile: Metafile,
): { entry: string; chunks: string[] } {
  const { outputs } = metafile;
  const entry = Object.keys(outputs)
    .find((path) => outputs[path].entryPoint === entryPoint)!;
  const found = new Set([entry]);
  for (const path of found) {
    for (const { path: imported, kind } of outputs[path].imports) {
      if (kind === "import-statement") found.add(imported);
    }
  }
  const [first, ...chunks] = [...found].map((p) => SCRIPTS + basename(p));
  return { entry: first, chunks };
}
