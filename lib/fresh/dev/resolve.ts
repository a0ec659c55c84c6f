/**
 * Makes esbuild resolve modules as Deno does: with the import map of the nearest `deno.json`,
 * and npm packages from `node_modules`.
 * @module
 */
import type { OnResolveArgs, Plugin, PluginBuild } from "esbuild";
import { dirname, fromFileUrl, join, resolve } from "./paths.ts";

// An app without the package has no signals in its props either.
const WITHOUT_SIGNALS = { path: "signals", namespace: "without-signals" };
const NO_SIGNALS = "export const signal = null, computed = null;";

/** The import map of a `deno.json`, and its folder. */
export interface ImportMap {
  readonly folder: string;
  readonly imports: Record<string, string>;
}

const RUNTIME = fromFileUrl(
  new URL("../runtime/browser.ts", import.meta.url).href,
);
const FRESH_RUNTIME = /^(fresh|@fresh\/core)\/runtime$/;
// Two copies of Preact on a page don't work with each other's components.
const PREACT = /^(preact|@preact\/signals)(\/|$)/;

/** The plugin for a project's import map. */
export function resolver(map: ImportMap): Plugin {
  return {
    name: "deno",
    setup(build) {
      const { namespace } = WITHOUT_SIGNALS;
      build.onLoad({ filter: /.*/, namespace }, () => ({
        contents: NO_SIGNALS,
      }));
      build.onResolve({ filter: /^[^./]/ }, (args) => {
        if (args.pluginData === resolver) return;
        if (args.path.startsWith("file:")) {
          return { path: fromFileUrl(args.path) };
        }
        if (FRESH_RUNTIME.test(args.path)) {
          return { path: RUNTIME, sideEffects: false };
        }
        return resolveBare(build, args, map);
      });
      // An island loads only what it uses of the runtime.
      build.onResolve({ filter: /^\./ }, ({ path, importer }) => {
        if (importer !== RUNTIME) return;
        return { path: resolve(dirname(RUNTIME), path), sideEffects: false };
      });
    },
  };
}

function resolveBare(build: PluginBuild, args: OnResolveArgs, map: ImportMap) {
  const isPreact = PREACT.test(args.path);
  const isPackage = args.importer.includes("/node_modules/");
  if (isPackage && !isPreact) return;
  const target = mapped(args.path, map.imports) ?? args.path;
  if (target.startsWith("./") || target.startsWith("../")) {
    return { path: resolve(map.folder, target) };
  }
  let found: string;
  try {
    found = import.meta.resolve(target);
  } catch {
    return; // esbuild reports the missing module.
  }
  const at = /^(file:.*\/node_modules)\/((?:@[^/]+\/)?[^/]+)\//.exec(found);
  if (at === null && PREACT.test(args.path)) return WITHOUT_SIGNALS;
  if (at === null) {
    return found.startsWith("file:") ? { path: fromFileUrl(found) } : {
      errors: [{ text: `Islands can't import ${found}: it isn't a file` }],
    };
  }
  // esbuild picks the file, because the package may have one for browsers.
  const subpath = subpathOf(args.path, at[2], target);
  return build.resolve(at[2] + subpath, {
    resolveDir: dirname(fromFileUrl(at[1])),
    kind: args.kind,
    pluginData: resolver,
  });
}

/** The path after the package's name. */
function subpathOf(specifier: string, name: string, target: string): string {
  if (!target.startsWith("npm:")) {
    return specifier.startsWith(name) ? specifier.slice(name.length) : "";
  }
  const match = /^npm:\/?(?:@[^/]+\/)?[^/]+(\/.*)?$/.exec(target);
  return match?.[1] ?? "";
}

/** Resolves a specifier as Deno does, including `name/sub` of a package. */
export function mapped(
  specifier: string,
  imports: Record<string, string>,
): string | null {
  if (specifier in imports) return imports[specifier];
  const keys = Object.keys(imports).sort((a, b) => b.length - a.length);
  for (const key of keys) {
    const target = imports[key];
    const isFolder = key.endsWith("/");
    const isPackage = /^(npm|jsr):/.test(target);
    if (isFolder && specifier.startsWith(key)) {
      return target + specifier.slice(key.length);
    }
    if (isPackage && specifier.startsWith(`${key}/`)) {
      return target + specifier.slice(key.length);
    }
  }
  return null;
}

/** The import map of a folder, or of the nearest one above it. */
export async function findImportMap(root: string): Promise<ImportMap> {
  for (let folder = root;; folder = dirname(folder)) {
    try {
      const text = await Deno.readTextFile(join(folder, "deno.json"));
      return { folder, imports: JSON.parse(text).imports ?? {} };
    } catch (error) {
      // The folders above a project without one may be out of reach.
      if (error instanceof Deno.errors.NotCapable && folder !== root) {
        return { folder: root, imports: {} };
      }
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    if (folder === dirname(folder)) return { folder: root, imports: {} };
  }
}
