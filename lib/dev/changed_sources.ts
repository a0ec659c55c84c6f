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

/** When the build was made, in milliseconds since the epoch; 0 when there is none. */
export async function builtAt(root: string): Promise<number> {
  try {
    const { mtime } = await Deno.stat(`${root}/_fresh/serve.js`);
    return mtime?.getTime() ?? 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

/**
 * The files that changed after a moment, as paths from the root. A folder's own time
 * tells of files that went: it is named, with a slash, where no file in it changed.
 *
 * @param since In milliseconds since the epoch.
 */
export async function changedSources(
  root: string,
  since: number,
): Promise<string[]> {
  const changed = await Promise.all(
    SOURCES.map((source) => changedIn(root, source, since)),
  );
  return changed.flat();
}

async function changedIn(
  root: string,
  path: string,
  since: number,
): Promise<string[]> {
  const { isDirectory, mtime } = await Deno.stat(`${root}/${path}`);
  const isChanged = (mtime?.getTime() ?? Infinity) > since;
  if (!isDirectory) return isChanged ? [path] : [];
  const changed: string[] = [];
  for await (const { name } of Deno.readDir(`${root}/${path}`)) {
    changed.push(...await changedIn(root, `${path}/${name}`, since));
  }
  return isChanged && changed.length === 0 ? [`${path}/`] : changed;
}
