/**
 * The options of the `Builder`.
 * @module
 */
import { fromFileUrl, resolve } from "./paths.ts";

/** The options of the `Builder`. Paths are relative to `root`. */
export interface BuildOptions {
  /** The browsers to support, as esbuild's `target`. */
  target?: string | string[];
  /** The project's folder, a path or file URL. Default: `Deno.cwd()`. */
  root?: string;
  /** The module that exports `app`. Default: `main.ts`. */
  serverEntry?: string;
  /** The output folder. Default: `_fresh`. */
  outDir?: string;
  /** Of several folders, the first with a file wins. Default: `static`. */
  staticDir?: string | string[];
  /** Default: `islands`. */
  islandDir?: string;
  /** Default: `routes`. */
  routeDir?: string;
  /** Paths of routes and islands to leave out. */
  ignore?: RegExp[];
  /** Source maps of the client code. Default: none. */
  sourceMap?: {
    kind?: boolean | "linked" | "inline" | "external" | "both";
    sourceRoot?: string;
    sourcesContent?: boolean;
  };
}

/** The options with defaults and absolute paths. */
export interface ResolvedBuildConfig
  extends Required<Omit<BuildOptions, "sourceMap" | "staticDir">> {
  staticDir: string[];
  sourceMap: BuildOptions["sourceMap"];
}

const TESTS = /[._]test\.(?:[tj]sx?|[mc][tj]s)$/;

/** Fills in the defaults. */
export function resolveOptions(options: BuildOptions): ResolvedBuildConfig {
  const root = resolve(Deno.cwd(), fromFileUrl(options.root ?? "."));
  const at = (given: string | undefined, name: string) =>
    resolve(root, fromFileUrl(given ?? name));
  return {
    target: options.target ?? ["chrome109", "firefox115", "safari16"],
    root,
    serverEntry: at(options.serverEntry, "main.ts"),
    outDir: at(options.outDir, "_fresh"),
    staticDir: [options.staticDir ?? "static"].flat().map((each) =>
      at(each, "static")
    ),
    islandDir: at(options.islandDir, "islands"),
    routeDir: at(options.routeDir, "routes"),
    ignore: [...options.ignore ?? [], TESTS],
    sourceMap: options.sourceMap,
  };
}
