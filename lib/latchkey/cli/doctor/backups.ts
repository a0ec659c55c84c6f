/** @module */
import type { Settings } from "../../settings/settings.ts";
import { databaseFolder } from "../../files/data_folder.ts";
import { backupsFolder } from "../../database/commands/folder.ts";
import { checkBackup } from "../../database/commands/read_file.ts";
import { cliName } from "../command.ts";
import { type Finding, reason } from "./finding.ts";

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
      "whoever runs this database has to make them; nothing is known of them here.",
    );
  }
  const newest = await newestIn(folder);
  if (newest === null) {
    return finding(
      "fail",
      `there is none in ${folder}. Run "${cliName} backup" each night.`,
    );
  }
  try {
    const { madeAt, rows } = await checkBackup(newest);
    const hours = Math.floor((now - Date.parse(madeAt)) / HOUR_MS);
    return hours < OLDEST_HOURS
      ? finding(
        "ok",
        `${newest} is whole: ${rows} rows, ${hours} hours old.`,
      )
      : finding(
        "fail",
        `the newest, ${newest}, is ${hours} hours old. Run "${cliName} backup" each night.`,
      );
  } catch (error) {
    return finding("fail", `${newest} is of no use: ${reason(error)}.`);
  }
}

/** The file written last; null when there is none. */
async function newestIn(folder: string): Promise<string | null> {
  let [newest, newestAt]: [string | null, number] = [null, -1];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (!isFile || !name.endsWith(".jsonl")) continue;
      const { mtime } = await Deno.stat(`${folder}/${name}`);
      const at = mtime?.getTime() ?? 0;
      if (at > newestAt) [newest, newestAt] = [`${folder}/${name}`, at];
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return newest;
}

function finding(level: Finding["level"], message: string): Finding {
  return { check: "backups", level, message: `Backups: ${message}` };
}
