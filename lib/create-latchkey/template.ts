/**
 * Reads the template that the package brings along.
 *
 * @module
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Files } from "./site/files.ts";

/** Where the package is. */
const PACKAGE = new URL(".", import.meta.url);

/** The name of a file in the package, where names with a dot in front would get lost. */
export function packagedName(path: string): string {
  return path.replace(/^\./, "_");
}

/** The name of a file in a site: `.gitignore` for `_gitignore`. */
function nameInSite(path: string): string {
  return path.replace(/^_/, ".");
}

/** Reads the package's folder `template/`, in an order that doesn't depend on the disk. */
export async function readTemplate(
  root: string = fileURLToPath(new URL("template", PACKAGE)),
): Promise<Files> {
  const found: [path: string, bytes: Uint8Array][] = [];
  const read = async (folder: string) => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) await read(path);
      else found.push([nameInSite(path), await readFile(join(root, path))]);
    }
  };
  await read("");
  return new Map(found.sort(([one], [other]) => one < other ? -1 : 1));
}

/** The version of the package, which is Latchkey's. */
export async function packageVersion(): Promise<string> {
  const text = await readFile(new URL("package.json", PACKAGE), "utf8");
  const { version } = JSON.parse(text);
  return version;
}
