/** @module */
import { type Finding, findingsOf } from "../cli/finding.ts";
import type { Settings } from "../settings/settings.ts";
import { escapeControls } from "../telemetry/log.ts";
import { compareVersions, VERSION } from "../version.ts";
import { fetchReleaseList, ListError } from "./fetch_list.ts";
import {
  type MissingFix,
  missingFixes,
  newestVersion,
  type ReleaseList,
} from "./release_list.ts";

const finding = findingsOf("releases", "Releases");

/** The most missing fixes that are listed. */
const MOST_LISTED = 20;

/**
 * Whether a security fix is missing, by the list that `SECURITY_RELEASES` names. Without it
 * nothing is asked and nothing is found. An outage is only a warning.
 *
 * @param current The version that runs.
 */
export async function checkReleases(
  { securityReleases }: Pick<Settings, "securityReleases">,
  current: string = VERSION,
): Promise<Finding[]> {
  if (securityReleases === null) return [];
  try {
    return findingsIn(await fetchReleaseList(securityReleases), current);
  } catch (error) {
    if (!(error instanceof ListError)) throw error;
    const place = escapeControls(shownPlace(securityReleases));
    const problem = `${place} ${escapeControls(error.message)}`;
    return [
      error.temporary
        ? finding("warn", `${problem}. Try again later.`)
        : finding("fail", `${problem}. Check SECURITY_RELEASES.`),
    ];
  }
}

/** The query of a URL may be a secret. */
function shownPlace(place: URL | string): string {
  return typeof place === "string" ? place : place.origin + place.pathname;
}

function findingsIn(list: ReleaseList, current: string): Finding[] {
  const missing = missingFixes(list, current);
  const newest = newestVersion(list);
  if (missing.length > 0) {
    const more = missing.length - MOST_LISTED;
    return [
      ...missing.slice(0, MOST_LISTED).map((fix) =>
        missingFinding(fix, current)
      ),
      ...more > 0
        ? [finding("fail", `and ${more} more security fixes are missing.`)]
        : [],
    ];
  }
  if (compareVersions(newest, current) < 0) {
    return [finding(
      "warn",
      `the list ends with ${newest}, but this is Latchkey ${current}. ` +
        "Get a newer list.",
    )];
  }
  return [finding(
    "ok",
    `Latchkey ${current} lacks no security fix. The newest release is ${newest}.`,
  )];
}

function missingFinding(
  { severity, summary, version, date }: MissingFix,
  current: string,
): Finding {
  const problem = escapeControls(summary).replace(/\.$/, "");
  return finding(
    "fail",
    `Latchkey ${current} lacks a security fix of ${version} (${date}, ${severity}): ` +
      `${problem}. Run "deno task upgrade".`,
  );
}
