/**
 * The list of releases and of the security problems that each fixes, as `releases.json`. It is
 * made from the changelog; `deno task cli doctor` reads it.
 *
 * @module
 */
import { compareVersions } from "../latchkey/version.ts";
import { type Changelog, type ChangelogSection, partOf } from "./changelog.ts";

/** A security problem that a release fixes. */
export interface SecurityFix {
  readonly severity: string;
  /** The first version that has the problem. All from it to the one before the fix have it. */
  readonly since: string;
  readonly summary: string;
}

/** A release in the list. */
export interface ListedRelease {
  readonly version: string;
  readonly date: string;
  readonly security: readonly SecurityFix[];
}

/** An item of `### Security`. */
const ITEM =
  /^\*\*(Low|Moderate|High|Critical)\*\*(?:, since (\d+\.\d+\.\d+))?: (\S.*)$/;

/** The longest summary, in characters. */
const SUMMARY_LENGTH = 500;

/** The items of `### Security`, each as one line. */
function itemsOf({ text }: ChangelogSection): string[] {
  return partOf(text, "Security").split(/^- /m)
    .map((item) => item.trim().replaceAll(/\s+/g, " "))
    .filter((item) => item !== "");
}

/** What is wrong with the items of `### Security`, as sentences. */
export function securityProblems({ sections }: Changelog): string[] {
  return sections.flatMap((section) => {
    const { version, line } = section;
    const start = `Line ${line} (${version ?? "Unreleased"}):`;
    return itemsOf(section).flatMap((item) => {
      const [match, , since = "0.0.0", summary] = ITEM.exec(item) ?? [];
      if (match === undefined) {
        return `${start} an item of "### Security" must be like ` +
          '"- **High**, since 0.1.0: …". The severities are Low, Moderate, High ' +
          "and Critical.";
      }
      if (version !== null && compareVersions(since, version) >= 0) {
        return `${start} "since ${since}" must be lower than the version itself.`;
      }
      return summary.length > SUMMARY_LENGTH
        ? `${start} an item of "### Security" is longer than ${SUMMARY_LENGTH} characters.`
        : [];
    });
  });
}

/** The list of the releases in a changelog without problems, newest first. */
export function releaseList({ sections }: Changelog): {
  readonly format: 1;
  readonly releases: readonly ListedRelease[];
} {
  const releases = sections.flatMap((section) =>
    section.version === null || section.date === null ? [] : [{
      version: section.version,
      date: section.date,
      security: itemsOf(section).map((item) => {
        const [, severity, since = "0.0.0", summary] = ITEM.exec(item) ?? [];
        return {
          severity: severity.toLowerCase(),
          since,
          summary: plainText(summary),
        };
      }),
    }]
  );
  return { format: 1, releases };
}

/** A line of Markdown without links and code. */
function plainText(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1").replaceAll(
    "`",
    "",
  );
}
