/**
 * A database file as it was at one moment.
 *
 * @module
 */
import { basename, dirname } from "node:path";
import { passingName, removeLeftBehind } from "../files/passing_files.ts";
import { createPrivateFile } from "../files/private_files.ts";
import { NoSnapshotError } from "./records.ts";

/** More pages than a file has: all are copied in one read, which no write can begin anew. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies the file beside itself by SQLite's online backup, which reads one state and
 * holds no writer up, and removes the copy afterwards. One that a killed process left
 * goes a day later, when this is called again.
 *
 * @param path Null when the database is no file.
 * @throws {NoSnapshotError} then.
 */
export async function withSnapshot<Result>(
  path: string | null,
  use: (kv: Deno.Kv) => Promise<Result>,
): Promise<Result> {
  if (path === null) {
    throw new NoSnapshotError(
      "Only a file or PostgreSQL can be read as it was at one moment. Stop the " +
        'app, copy the database into a file by "store copy", and use that file.',
    );
  }
  const isOurs = (name: string) => name === basename(path);
  await removeLeftBehind(dirname(path), "snapshot", isOurs);
  const copyPath = passingName(path, "snapshot");
  await createPrivateFile(copyPath, "");
  try {
    await copyFile(path, copyPath);
    const copy = await Deno.openKv(copyPath);
    try {
      return await use(copy);
    } finally {
      copy.close();
    }
  } finally {
    for (const end of ["", "-wal", "-shm"]) await remove(copyPath + end);
  }
}

async function copyFile(from: string, to: string): Promise<void> {
  const { backup, DatabaseSync } = await import("node:sqlite");
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
