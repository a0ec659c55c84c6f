/**
 * Modules with islands: files of the project, or modules of packages.
 * @module
 */
import { basename, extname, fromFileUrl, resolve, toFileUrl } from "./paths.ts";
import { type ImportMap, mapped } from "./resolve.ts";

/** A module with islands. */
export interface IslandSource {
  /** The path of a file, or the specifier of a package's module. */
  readonly path: string;
  readonly isPackage: boolean;
  /** What the build imports. */
  readonly url: string;
}

/** A file with islands. */
export function islandFile(path: string): IslandSource {
  return { path, isPackage: false, url: toFileUrl(path).href };
}

/** A module by what `registerIsland()` takes: a path, a file URL or a package's specifier. */
export function islandSource(
  specifier: string,
  root: string,
  map: ImportMap,
): IslandSource {
  const target = mapped(specifier, map.imports);
  const url = target ?? specifier;
  if (/^(jsr|npm):/.test(url)) {
    return { path: specifier, isPackage: true, url };
  }
  const base = target === null ? root : map.folder;
  return islandFile(resolve(base, fromFileUrl(url)));
}

/** The name of an island that is the module's default export. */
export function nameOf({ path, isPackage }: IslandSource): string {
  const name = basename(path, extname(path));
  return isPackage ? name.replace(/@.*/, "").replaceAll(/\W/g, "_") : name;
}
