/**
 * The checks of `doctor` for backups and for the files of the database.
 *
 * @module
 */
import type { Settings } from "../settings/settings.ts";
import { databaseFolder } from "../files/data_folder.ts";
import { nullIfMissing } from "../files/private_files.ts";
import { backupsFolder } from "./commands/write_file.ts";
import { checkBackup } from "./commands/read_file.ts";
import { cliName } from "../cli/command.ts";
import { type Finding, findingsOf, reason } from "../cli/finding.ts";

const finding = findingsOf("backups", "Backups");
const permissionFinding = findingsOf("files", "Files");

const HOUR_MS = 60 * 60 * 1000;

/** A nightly backup is missing when the newest one is older than this. */
const MAX_AGE_HOURS = 24;

/** Checks that the newest backup is complete and less than a day old. */
export async function checkBackups(
  settings: Pick<Settings, "databaseUrl" | "databaseFile">,
  now: number,
  folder = backupsFolder(settings),
): Promise<Finding> {
  if (settings.databaseUrl === null && databaseFolder(settings) === null) {
    return finding(
      "warn",
      "the provider of this database has to make them; this check can't see them.",
    );
  }
  const newest = await newestIn(folder);
  if (newest === null) {
    return finding(
      "fail",
      `there are none in ${folder}. Run "${cliName} backup" every night.`,
    );
  }
  try {
    const { madeAt, rows } = await checkBackup(newest);
    const hours = Math.floor((now - Date.parse(madeAt)) / HOUR_MS);
    return hours < MAX_AGE_HOURS
      ? finding(
        "ok",
        `${newest} is complete: ${rows} rows, ${hours} hours old.`,
      )
      : finding(
        "fail",
        `the newest, ${newest}, is ${hours} hours old. Run "${cliName} backup" every night.`,
      );
  } catch (error) {
    return finding("fail", `${newest} can't be restored: ${reason(error)}.`);
  }
}

/** The most recently written backup; null when there is none. */
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
  const entries = await nullIfMissing(Array.fromAsync(Deno.readDir(folder))) ??
    [];
  return entries.filter(({ isFile }) => isFile);
}

/** The permission bits of the group and of others. */
const GROUP_AND_OTHERS = 0o077;

/**
 * Checks that only the owner can access the folders of the database and the backups, and the
 * files in them.
 */
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
      "only their owner can access the database and backups.",
    )
    : permissionFinding(
      "fail",
      `other users of this machine can access ${open.join(", ")}. ` +
        `Remove their access: chmod go= ${open.join(" ")}`,
    );
}

/** The folder and its files, as far as others have any permission on them. */
async function openIn(folder: string): Promise<string[]> {
  const files = await filesIn(folder);
  const open: string[] = [];
  for (
    const path of [
      folder,
      ...files.map(({ name }) => `${folder}/${name}`),
    ]
  ) {
    // `mode` is null on systems without such permissions. SQLite's own files come and go.
    const found = await nullIfMissing(Deno.stat(path));
    if (((found?.mode ?? 0) & GROUP_AND_OTHERS) !== 0) open.push(path);
  }
  return open;
}
