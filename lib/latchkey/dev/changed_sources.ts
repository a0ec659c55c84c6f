/**
 * Finds changed sources of the site.
 *
 * @module
 */

/** The sources of a build: files, and folders with their contents. */
export const SOURCES: readonly string[] = [
  "components",
  "deno.json",
  "deno.lock",
  "dev.ts",
  "fresh.config.ts",
  "islands",
  "lib",
  "main.ts",
  "routes",
  "static",
];

/** The library's tests are in the same folders as its modules. */
const IS_TEST = /_(?:contract|slow|test)\.tsx?$|^testing$/;

/** The time of the build, in milliseconds since the epoch; 0 if there is none. */
export function builtAt(root: string): number {
  try {
    const { mtime } = Deno.statSync(`${root}/_fresh/serve.js`);
    return mtime?.getTime() ?? 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

/**
 * The files that changed after a time, as paths from the root. A folder is listed, with a
 * slash, if files in it were only removed. Synchronous, because a start waits for it and
 * concurrent calls take five times as long.
 *
 * @param since In milliseconds since the epoch.
 */
export function changedSources(root: string, since: number): string[] {
  return SOURCES.flatMap((source) => changedIn(root, source, since));
}

function changedIn(root: string, path: string, since: number): string[] {
  const { isDirectory, mtime } = Deno.statSync(`${root}/${path}`);
  const isChanged = (mtime?.getTime() ?? Infinity) > since;
  if (!isDirectory) return isChanged ? [path] : [];
  const changed: string[] = [];
  for (const { name } of Deno.readDirSync(`${root}/${path}`)) {
    if (IS_TEST.test(name)) continue;
    changed.push(...changedIn(root, `${path}/${name}`, since));
  }
  return isChanged && changed.length === 0 ? [`${path}/`] : changed;
}
