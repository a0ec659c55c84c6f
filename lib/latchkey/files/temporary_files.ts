/**
 * Temporary files beside another file, for the duration of a command.
 *
 * @module
 */

/**
 * The purpose of a temporary file: a copy of the database for reading, or a backup that is
 * being written.
 */
export type Purpose = "snapshot" | "part";

/** The age of a file that no process uses any more, in milliseconds. */
const STALE_MS = 24 * 60 * 60 * 1000;

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Includes the files that SQLite creates beside its own. */
const NAME = new RegExp(
  `^(.+)\\.(snapshot|part)-${UUID}(?:-wal|-shm|-journal)?$`,
);

/** A unique path for a temporary file. */
export function temporaryPath(path: string, purpose: Purpose): string {
  return `${path}.${purpose}-${crypto.randomUUID()}`;
}

/**
 * Removes the temporary files of killed processes from a folder: those older than a day, beside
 * a file that `isOurs` accepts.
 */
export async function removeStale(
  folder: string,
  purpose: Purpose,
  isOurs: (name: string) => boolean,
): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(folder)) {
    const [, beside, found] = NAME.exec(name) ?? [];
    if (!isFile || found !== purpose || !isOurs(beside)) continue;
    await removeIfOld(`${folder}/${name}`);
  }
}

async function removeIfOld(path: string): Promise<void> {
  try {
    const { mtime } = await Deno.lstat(path);
    const age = Date.now() - (mtime?.getTime() ?? Infinity);
    if (age > STALE_MS) await Deno.remove(path);
  } catch (error) {
    // Another process removed it first.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
