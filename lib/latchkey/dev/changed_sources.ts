/**
 * Which sources of the site have changed.
 *
 * @module
 */

/** What a build is made of: files, and folders with all that is in them. */
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

/** Tests of the library stand beside what they test. */
const IS_TEST = /_(?:contract|slow|test)\.tsx?$|^testing$/;

/** When the build was made, in milliseconds since the epoch; 0 when there is none. */
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
 * The files that changed after a moment, as paths from the root. A folder's own time
 * tells of files that went: it is named, with a slash, where no file in it changed.
 * Synchronous, since a start waits for it: asked all at once, the files take five times
 * as long.
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
