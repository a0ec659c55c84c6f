/**
 * Whether the build is there and newer than all it was made of.
 *
 * @module
 */

/** What a build is made of: files, and folders with all that is in them. */
const SOURCES = [
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

/** False when `_fresh/server.js` is missing or older than a source. A folder's own time tells of files that went. */
export async function isBuildFresh(root: string): Promise<boolean> {
  const built = await changedAt(`${root}/_fresh/server.js`);
  for (const source of SOURCES) {
    if (await newestIn(`${root}/${source}`) > built) return false;
  }
  return true;
}

async function newestIn(path: string): Promise<number> {
  const info = await Deno.stat(path);
  let newest = info.mtime?.getTime() ?? Infinity;
  if (!info.isDirectory) return newest;
  for await (const { name } of Deno.readDir(path)) {
    newest = Math.max(newest, await newestIn(`${path}/${name}`));
  }
  return newest;
}

async function changedAt(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).mtime?.getTime() ?? 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
