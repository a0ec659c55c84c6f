/**
 * What `doctor` checks about backups, and about the files of the database.
 *
 * @module
 */
import type { Settings } from "../settings/settings.ts";
import { databaseFolder } from "../files/data_folder.ts";
import { backupsFolder } from "./commands/write_file.ts";
import { checkBackup } from "./commands/read_file.ts";
import { cliName } from "../cli/command.ts";
import { type Finding, findingsOf, reason } from "../cli/finding.ts";

const finding = findingsOf("backups", "Backups");
const permissionFinding = findingsOf("files", "Files");

const HOUR_MS = 60 * 60 * 1000;

/** A nightly backup may take a while; one that is older was missed. */
const OLDEST_HOURS = 24;

/** Whether the newest backup is whole and of the last day. */
export async function checkBackups(
  settings: Pick<Settings, "databaseUrl" | "databaseFile">,
  now: number,
  folder = backupsFolder(settings),
): Promise<Finding> {
  if (settings.databaseUrl === null && databaseFolder(settings) === null) {
    return finding(
      "warn",
      "not checked. The provider of this database has to make them.",
    );
  }
  const newest = await newestIn(folder);
  if (newest === null) {
    return finding(
      "fail",
      `none found in ${folder}. Run "${cliName} backup" every night.`,
    );
  }
  try {
    const { madeAt, rows } = await checkBackup(newest);
    const hours = Math.floor((now - Date.parse(madeAt)) / HOUR_MS);
    return hours < OLDEST_HOURS
      ? finding(
        "ok",
        `${newest} is complete: ${rows} rows, ${hours} hours old.`,
      )
      : finding(
        "fail",
        `the newest one, ${newest}, is ${hours} hours old. Run "${cliName} backup" every night.`,
      );
  } catch (error) {
    return finding("fail", `${newest} cannot be restored: ${reason(error)}.`);
  }
}

/** The file written last; null when there is none. */
async function newestIn(folder: string): Promise<string | null> {
  let [newest, newestAt]: [string | null, number] = [null, -1];
  for (const { name } of await filesIn(folder)) {
    if (!name.endsWith(".jsonl")) continue;
    const at = (await Deno.stat(`${folder}/${name}`)).mtime?.getTime() ?? 0;
    if (at > newestAt) [newest, newestAt] = [`${folder}/${name}`, at];
  }
  return newest;
}

async function filesIn(folder: string): Promise<Deno.DirEntry[]> {
  const entries = await ifThere(Array.fromAsync(Deno.readDir(folder))) ?? [];
  return entries.filter(({ isFile }) => isFile);
}

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
  const folders = new Set([ofFile ?? backups, backups]);
  const open: string[] = [];
  for (const folder of folders) open.push(...await openIn(folder));
  return open.length === 0
    ? permissionFinding(
      "ok",
      "only their owner can access the database and the backups.",
    )
    : permissionFinding(
      "fail",
      `other users of this machine can access ${open.join(", ")}. ` +
        `Run: chmod go= ${open.join(" ")}`,
    );
}

/** A folder itself and the files in it that others have any right to. */
async function openIn(folder: string): Promise<string[]> {
  const files = await filesIn(folder);
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
