/** @module */
import { join } from "node:path";
import type { Settings } from "../../settings/settings.ts";
import { dataFolder } from "../../files/data_folder.ts";

/** Where backups go unless a file is named, and where the doctor looks for them. */
export function backupsFolder(
  settings: Pick<Settings, "databaseFile">,
): string {
  return join(dataFolder(settings), "backups");
}

/** A name for a backup, made of its time: `latchkey-2030-01-31T09-30-00Z.jsonl`. Sorts by time, and is a file name everywhere. */
export function backupName(time: number): string {
  const at = new Date(time).toISOString().slice(0, 19).replaceAll(":", "-");
  return `latchkey-${at}Z.jsonl`;
}

/** Whether {@linkcode backupName} makes such a name. */
export function isBackupName(name: string): boolean {
  return /^latchkey-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.jsonl$/.test(name);
}
