/** @module */
import type { Settings } from "../settings/settings.ts";
import { databaseFolder } from "./data_folder.ts";
import { type Finding, findingsOf, reason } from "../cli/finding.ts";

const finding = findingsOf("clock", "Clock");

/** When this check was written: a clock before it is wrong. */
const earliest = Date.UTC(2025, 0, 1);
const toleranceMilliseconds = 2000;

/**
 * Whether the clock can be right: not before this app was written, and in step with
 * the clock that stamps files in the database's folder. No other clock is asked.
 */
export async function checkClock(
  settings: Pick<Settings, "databaseFile">,
  now: () => number,
): Promise<Finding> {
  const time = new Date(now()).toISOString().slice(0, 19) + "Z";
  if (now() < earliest) {
    return finding("fail", `it says ${time}, which is past. Set it.`);
  }
  const folder = databaseFolder(settings);
  if (folder === null) {
    return finding("ok", `it says ${time}; compare that with another clock.`);
  }
  try {
    const apart = await stampedNow(folder) - now();
    return Math.abs(apart) > toleranceMilliseconds
      ? finding(
        "warn",
        `it says ${time}, but files are stamped ${
          Math.round(apart / 1000)
        } s off. ` +
          "Set both by NTP.",
      )
      : finding(
        "ok",
        `it says ${time} and files are stamped alike; ` +
          "compare that with another clock.",
      );
  } catch (error) {
    return finding(
      "warn",
      `it says ${time}; no file could be made to compare: ${reason(error)}.`,
    );
  }
}

/** The time that the file system stamps on a file written now, in milliseconds since the epoch. */
async function stampedNow(folder: string): Promise<number> {
  const file = await Deno.makeTempFile({ dir: folder, prefix: "clock-" });
  try {
    const { mtime } = await Deno.stat(file);
    if (mtime === null) throw new Error("this file system stamps no times");
    return mtime.getTime();
  } finally {
    await Deno.remove(file);
  }
}
