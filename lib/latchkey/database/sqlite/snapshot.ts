/**
 * Snapshots of a database file.
 *
 * @module
 */
import { backup, DatabaseSync } from "node:sqlite";
import { basename, dirname } from "node:path";
import { removeStale, temporaryPath } from "../../files/temporary_files.ts";
import { createPrivateFile } from "../../files/private_files.ts";

/**
 * More pages than a file can have. All are copied in one read, so no write can restart the
 * copy.
 */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies the file with SQLite's online backup, which reads one state and doesn't block writers.
 * The copy is removed afterwards. A copy left by a killed process is removed by a later call, a
 * day after it was written.
 */
export async function withSnapshot<Result>(
  path: string,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const isOurs = (name: string) => name === basename(path);
  await removeStale(dirname(path), "snapshot", isOurs);
  const copyPath = temporaryPath(path, "snapshot");
  await createPrivateFile(copyPath, "");
  try {
    await copyFile(path, copyPath);
    return await use(copyPath);
  } finally {
    for (const end of ["", "-wal", "-shm"]) await remove(copyPath + end);
  }
}

async function copyFile(from: string, to: string): Promise<void> {
  const database = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(database, to, { rate: ALL_PAGES });
  } finally {
    database.close();
  }
}

async function remove(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
