/**
 * Where the site keeps its files.
 *
 * @module
 */
import { dirname } from "node:path";

/** The setting that names the file. */
interface DatabaseFile {
  readonly databaseFile: string | null;
}

/** Whether a `DATABASE_FILE` names a file, and not memory. */
export function isDatabaseFile(path: string): boolean {
  return path !== ":memory:";
}

/** The folder of the database file; null where there is no such file. */
export function databaseFolder(
  { databaseFile }: DatabaseFile,
): string | null {
  return databaseFile !== null && isDatabaseFile(databaseFile)
    ? dirname(databaseFile)
    : null;
}

/**
 * The folder of the database file; `.data` where there is no such file. Backups go into
 * it too, and in development the signing keys and the mailbox.
 */
export function dataFolder(settings: DatabaseFile): string {
  return databaseFolder(settings) ?? ".data";
}
