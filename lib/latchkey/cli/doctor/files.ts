/** @module */
import type { Settings } from "../../settings/settings.ts";
import { databaseFolder } from "../../files/data_folder.ts";
import { backupsFolder } from "../../database/commands/folder.ts";
import type { Finding } from "./finding.ts";

/** Rights of a file's group and of everybody else. */
const OTHERS = 0o077;

/** Whether the folders of the database and of the backups, and the files in them, are their owner's alone. */
export async function checkFiles(
  settings: Pick<Settings, "databaseUrl" | "databaseFile">,
  backups = backupsFolder(settings),
): Promise<Finding> {
  const ofFile = settings.databaseUrl === null
    ? databaseFolder(settings)
    : null;
  const folders = new Set([...ofFile === null ? [] : [ofFile], backups]);
  const open: string[] = [];
  for (const folder of folders) open.push(...await openIn(folder));
  return open.length === 0
    ? finding("ok", "database and backups are for their owner alone.")
    : finding(
      "fail",
      `others of this machine may use ${open.join(", ")}. ` +
        `Take it from them: chmod go= ${open.join(" ")}.`,
    );
}

/** A folder itself and the files in it that others have any right to. */
async function openIn(folder: string): Promise<string[]> {
  const entries = await ifThere(Array.fromAsync(Deno.readDir(folder))) ?? [];
  const files = entries.filter(({ isFile }) => isFile);
  const open: string[] = [];
  for (
    const path of [
      folder,
      ...files.map(({ name }) => `${folder}/${name}`),
    ]
  ) {
    // Where the system knows no such rights the mode is null. SQLite's own files come and go.
    const found = await ifThere(Deno.stat(path));
    if (((found?.mode ?? 0) & OTHERS) !== 0) open.push(path);
  }
  return open;
}

/** What was found; null when there is no such file or folder. */
async function ifThere<Found>(found: Promise<Found>): Promise<Found | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

function finding(level: Finding["level"], message: string): Finding {
  return { check: "files", level, message: `Files: ${message}` };
}
