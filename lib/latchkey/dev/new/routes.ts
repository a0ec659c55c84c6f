/**
 * The files in `routes/`, and the paths at which they answer.
 *
 * @module
 */
import { basename, join } from "node:path";
import { CommandFailure } from "../../cli/outcome.ts";

/** A file below `routes/`, and its path on the site: `/blog/[slug]`. */
export interface RouteFile {
  readonly file: string;
  readonly at: string;
}

/** The files that Fresh takes for routes and middlewares. */
const MODULE = /\.(?:[jt]sx?|m[jt]s)$/;

/**
 * Refuses a path at which a page or an API route answers already.
 *
 * @param root The project's folder.
 * @throws {CommandFailure} which names that file.
 */
export async function refuseTaken(root: string, path: string): Promise<void> {
  for await (const { file, at } of pagesOf(root)) {
    if (shapeOf(at) !== shapeOf(path)) continue;
    throw new CommandFailure(
      "exists",
      `${path} exists already: routes/${file}.`,
    );
  }
}

/** Every file that answers at a path of its own: a page or an API route. */
export async function* pagesOf(root: string): AsyncGenerator<RouteFile> {
  for await (const { file, at } of filesOf(root)) {
    if (!basename(file).startsWith("_")) yield { file, at };
  }
}

/**
 * The middlewares of folders at a path and above it, but not those that hold for the
 * whole site or for a whole group. `at` is the path of the folder.
 */
export async function middlewaresAbove(
  root: string,
  path: string,
): Promise<RouteFile[]> {
  const found: RouteFile[] = [];
  for await (const { file } of filesOf(root)) {
    const [, folder] = /^(.*[^)])\/_middleware\.\w+$/.exec(file) ?? [];
    if (folder === undefined) continue;
    const at = pathOf(folder);
    if (isBelow(shapeOf(path), shapeOf(at))) found.push({ file, at });
  }
  return found;
}

/** Whether a path is another one or below it. */
export function isBelow(path: string, above: string): boolean {
  return `${path}/`.startsWith(`${above}/`);
}

/** Whether there is such a file or folder. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function* filesOf(root: string): AsyncGenerator<RouteFile> {
  for await (const file of modulesIn(join(root, "routes"))) {
    yield { file, at: pathOf(file.replace(MODULE, "")) };
  }
}

async function* modulesIn(folder: string, below = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${below}${name}`;
    if (!isDirectory) {
      if (MODULE.test(name)) yield path;
    } else if (!name.startsWith("(_")) {
      yield* modulesIn(join(folder, name), `${path}/`);
    }
  }
}

/** Groups, folders in round brackets, are no part of a path, nor is `index`. */
function pathOf(file: string): string {
  const parts = file.split("/").filter((part) => !/^\(.*\)$/.test(part));
  if (parts.at(-1) === "index") parts.pop();
  return `/${parts.join("/")}`;
}

/** A path without the names of its parameters: two of one shape match the same requests. */
function shapeOf(path: string): string {
  return path.replaceAll(/\[(\.\.\.)?\w+\]/g, "[$1]");
}
