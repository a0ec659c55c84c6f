/**
 * Finds a project's routes, islands and static files.
 * @module
 */
import { extname, join, pathBelow } from "./paths.ts";
import type { ResolvedBuildConfig } from "./options.ts";

/** A project's files, as absolute paths in a stable order. */
export interface Project {
  readonly routes: readonly { id: string; file: string }[];
  readonly islands: readonly string[];
  readonly staticFiles: readonly StaticSource[];
}

/** A file of a static folder. */
export interface StaticSource {
  /** The path it is served at. */
  readonly path: string;
  readonly file: string;
}

const MODULES = new Set([".ts", ".tsx", ".js", ".jsx", ".mjs", ".mts"]);

/** Lists the project's files. Missing folders count as empty. */
export async function crawl(options: ResolvedBuildConfig): Promise<Project> {
  const { routeDir, islandDir, staticDir, ignore } = options;
  const routes: { id: string; file: string }[] = [];
  const islands: string[] = [];
  const isModule = (file: string) =>
    MODULES.has(extname(file)) && !file.endsWith(".d.ts") &&
    !ignore.some((pattern) => pattern.test(file));

  for await (const file of filesBelow(routeDir)) {
    if (!isModule(file)) continue;
    const path = pathBelow(routeDir, file);
    const folders = path.split("/").slice(0, -1);
    if (folders.includes("(_islands)")) islands.push(file);
    else if (!folders.some((name) => name.startsWith("(_"))) {
      routes.push({ id: path.slice(0, -extname(path).length), file });
    }
  }
  for await (const file of filesBelow(islandDir)) {
    if (isModule(file)) islands.push(file);
  }
  const served = new Map<string, string>();
  for (const folder of staticDir) {
    for await (const file of filesBelow(folder)) {
      const path = `/${pathBelow(folder, file)}`;
      if (!served.has(path)) served.set(path, file);
    }
  }
  const staticFiles = [...served].map(([path, file]) => ({ path, file }));
  return { routes, islands, staticFiles };
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries: Deno.DirEntry[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) entries.push(entry);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) yield* filesBelow(path);
    else yield path;
  }
}
