/**
 * Files that can't be side by side on every system: names that differ in case only, and a file
 * where a folder is.
 *
 * @module
 */
import { type FileEntry, foldersOf } from "./tree.ts";

/** A new file that can't be added, and what the site has in its place. */
export interface Collision {
  readonly path: string;
  readonly other: string;
}

/**
 * Finds the new files that collide with what will be in the site.
 *
 * @param tracked The site's files.
 * @param changes Files to write, or undefined for those to delete.
 */
export function findCollisions(
  tracked: ReadonlySet<string>,
  changes: ReadonlyMap<string, FileEntry | undefined>,
): Collision[] {
  const deleted = (path: string) =>
    changes.has(path) && changes.get(path) === undefined;
  const files = new Map<string, string>();
  const folders = new Map<string, string>();
  const add = (path: string) => {
    files.set(folded(path), path);
    for (const folder of foldersOf(path)) folders.set(folded(folder), folder);
  };
  for (const path of tracked) if (!deleted(path)) add(path);
  const collisions: Collision[] = [];
  for (const [path, file] of changes) {
    if (file === undefined || tracked.has(path)) continue;
    const other = folders.get(folded(path)) ?? files.get(folded(path)) ??
      foldersOf(path).map((folder) =>
        files.get(folded(folder)) ?? otherThan(folder, folders)
      ).find((found) => found !== undefined);
    if (other === undefined) add(path);
    else collisions.push({ path, other });
  }
  return collisions;
}

function otherThan(folder: string, folders: ReadonlyMap<string, string>) {
  const present = folders.get(folded(folder));
  return present === folder ? undefined : present;
}

/** As systems compare names that ignore case. */
function folded(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
