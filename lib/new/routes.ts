/**
 * The pages that there are, so that a new one takes the address of none.
 *
 * @module
 */
import { join } from "node:path";
import { CommandFailure } from "../cli/outcome.ts";
import { type Address, fileAddress, fileName } from "./address.ts";

/**
 * Refuses an address that a page has already, and one in a folder whose middleware
 * decides who comes in: there the page's test could not know.
 *
 * @param root The project's folder.
 * @throws {CommandFailure} in words that say what to do.
 */
export async function refuseTaken(
  root: string,
  address: Address,
): Promise<void> {
  const wanted = shapeOf(fileAddress(address));
  for await (const { file, at } of pagesOf(root)) {
    if (shapeOf(at) !== wanted) continue;
    throw new CommandFailure(
      "exists",
      `There is a page at ${fileAddress(address)} already: routes/${file}.`,
    );
  }
  let folder = "routes";
  for (const segment of address.slice(0, -1)) {
    folder += `/${fileName(segment)}`;
    if (!await exists(join(root, folder, "_middleware.ts"))) continue;
    throw new CommandFailure(
      "failed",
      `${folder}/_middleware.ts decides who may see the pages below it. Write ` +
        `this page by hand, after one that lies in ${folder}/.`,
    );
  }
}

/** A file below `routes/`, and where it is found: `/blog/[slug]`. */
export interface Page {
  readonly file: string;
  readonly at: string;
}

/** Every file of a project that answers at an address of its own. */
export async function* pagesOf(root: string): AsyncGenerator<Page> {
  for await (const file of routeFiles(join(root, "routes"))) {
    yield { file, at: addressOf(file) };
  }
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

/** Paths below `routes/` of files that are pages. */
async function* routeFiles(
  folder: string,
  below = "",
): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${below}${name}`;
    if (isDirectory && !name.startsWith("(_")) {
      yield* routeFiles(join(folder, name), `${path}/`);
    } else if (/^[^_].*\.tsx?$/.test(name)) yield path;
  }
}

/** Where a file is found: folders in round brackets do not show, nor does `index`. */
function addressOf(file: string): string {
  const parts = file.replace(/\.tsx?$/, "").split("/")
    .filter((part) => !/^\(.*\)$/.test(part));
  if (parts.at(-1) === "index") parts.pop();
  return `/${parts.join("/")}`;
}

/** An address without the names of its parameters: two that are alike answer to the same requests. */
function shapeOf(address: string): string {
  return address.replaceAll(/\[(\.\.\.)?\w+\]/g, "[$1]");
}
