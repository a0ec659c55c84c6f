/**
 * File paths, with `node:path`.
 * @module
 */
import { relative as between } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
export { basename, dirname, extname, join, resolve } from "node:path";

/** A path from a path or a file URL. */
export function fromFileUrl(pathOrUrl: string): string {
  return pathOrUrl.startsWith("file:") ? fileURLToPath(pathOrUrl) : pathOrUrl;
}

/** A file's URL. */
export function toFileUrl(path: string): URL {
  return pathToFileURL(path);
}

/** The path from a folder to a file, with slashes, starting with a dot. */
export function relativeImport(from: string, to: string): string {
  const path = between(from, to).replaceAll("\\", "/");
  return path.startsWith(".") ? path : `./${path}`;
}

/** The path of a file below a folder, with slashes. */
export function pathBelow(folder: string, file: string): string {
  return between(folder, file).replaceAll("\\", "/");
}
