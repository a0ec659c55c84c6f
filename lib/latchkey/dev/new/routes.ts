/**
 * The files in `routes/`, and the paths at which they answer.
 *
 * @module
 */
import { readdirSync } from "node:fs";
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
export function refuseTaken(root: string, path: string): void {
  const taken = pagesOf(root).find(({ at }) => shapeOf(at) === shapeOf(path));
  if (!taken) return;
  throw new CommandFailure(
    "exists",
    `${path} exists already: routes/${taken.file}.`,
  );
}

/** Every file that answers at a path of its own: a page or an API route. */
export function pagesOf(root: string): RouteFile[] {
  return filesOf(root).filter(({ file }) => !basename(file).startsWith("_"));
}

/**
 * The middlewares of folders at a path and above it, but not those that hold for the
 * whole site or for a whole group. `at` is the path of the folder.
 */
export function middlewaresAbove(root: string, path: string): RouteFile[] {
  return filesOf(root).flatMap(({ file }) => {
    const [, folder] = /^(.*[^)])\/_middleware\.\w+$/.exec(file) ?? [];
    if (folder === undefined) return [];
    const at = pathOf(folder);
    return isBelow(shapeOf(path), shapeOf(at)) ? [{ file, at }] : [];
  });
}

/** Whether a path is another one or below it. */
export function isBelow(path: string, above: string): boolean {
  return `${path}/`.startsWith(`${above}/`);
}

/** Folders whose names begin with `(_` hold no routes. */
function filesOf(root: string): RouteFile[] {
  const options = { recursive: true, encoding: "utf8" } as const;
  return readdirSync(join(root, "routes"), options)
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => MODULE.test(file) && !/(?:^|\/)\(_.*\//.test(file))
    .map((file) => ({ file, at: pathOf(file.replace(MODULE, "")) }));
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
