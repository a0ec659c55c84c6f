/**
 * Where the site keeps its files.
 *
 * @module
 */
import { dirname } from "node:path";
import type { Settings } from "../settings.ts";

/** Whether a `DATABASE_FILE` names a file of this machine: not memory, a URL or the platform's database. */
export function isDatabaseFile(path: string): boolean {
  return path !== "" && path !== ":memory:" && !/^https?:\/\//i.test(path);
}

/**
 * The folder of the database file; `.data` where the database is no file. Backups go into
 * it too, and in development the signing keys and the mailbox.
 */
export function dataFolder(
  { databaseFile }: Pick<Settings, "databaseFile">,
): string {
  return isDatabaseFile(databaseFile) ? dirname(databaseFile) : ".data";
}
