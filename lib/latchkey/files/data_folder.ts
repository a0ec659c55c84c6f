/**
 * The folder of the site's files.
 *
 * @module
 */
import { dirname } from "node:path";

/** The setting that names the database file. */
interface DatabaseFile {
  readonly databaseFile: string | null;
}

/** Whether the value of `DATABASE_FILE` is a file, not memory. */
export function isDatabaseFile(path: string): boolean {
  return path !== ":memory:";
}

/** The folder of the database file; null when there is no file. */
export function databaseFolder(
  { databaseFile }: DatabaseFile,
): string | null {
  return databaseFile !== null && isDatabaseFile(databaseFile)
    ? dirname(databaseFile)
    : null;
}

/**
 * The folder of the database file; `.data` when there is no file. It also contains the backups
 * and, in development, the signing keys and the mailbox.
 */
export function dataFolder(settings: DatabaseFile): string {
  return databaseFolder(settings) ?? ".data";
}
