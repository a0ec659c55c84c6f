/**
 * The Builder's options.
 * @module
 */
import { fromFileUrl, resolve } from "./paths.ts";

/** What the `Builder` can be told. Relative paths start at `root`. */
export interface BuildOptions {
  /** Browsers the client code must run in, as esbuild's `target`. */
  target?: string | string[];
  /** The project's folder, a path or file URL. Default: `Deno.cwd()`. */
  root?: string;
  /** The module that exports `app`. Default: `main.ts`. */
  serverEntry?: string;
  /** Where a build is written to. Default: `_fresh`. */
  outDir?: string;
  /** Default: `static`. */
  staticDir?: string;
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

/** The options with defaults filled in and paths made absolute. */
export interface ResolvedOptions
  extends Required<Omit<BuildOptions, "sourceMap">> {
  sourceMap: BuildOptions["sourceMap"];
}

const TESTS = /[._]test\.(?:[tj]sx?|[mc][tj]s)$/;

/** Fills in the defaults. */
export function resolveOptions(options: BuildOptions): ResolvedOptions {
  const root = resolve(Deno.cwd(), fromFileUrl(options.root ?? "."));
  const at = (given: string | undefined, name: string) =>
    resolve(root, fromFileUrl(given ?? name));
  return {
    target: options.target ?? ["chrome109", "firefox115", "safari16"],
    root,
    serverEntry: at(options.serverEntry, "main.ts"),
    outDir: at(options.outDir, "_fresh"),
    staticDir: at(options.staticDir, "static"),
    islandDir: at(options.islandDir, "islands"),
    routeDir: at(options.routeDir, "routes"),
    ignore: [...options.ignore ?? [], TESTS],
    sourceMap: options.sourceMap,
  };
}
