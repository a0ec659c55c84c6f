/**
 * Reads and checks `CHANGELOG.md`, in the format of Keep a Changelog 1.1.0, and dates its
 * section of unreleased changes.
 *
 * @module
 */
import { compareVersions, isVersion } from "../latchkey/version.ts";

/** The headings of changes, as Keep a Changelog 1.1.0 defines them. */
const KINDS = [
  "Added",
  "Changed",
  "Deprecated",
  "Removed",
  "Fixed",
  "Security",
];

/** A section of the changelog. */
export interface ChangelogSection {
  /** Null for the changes that are not released yet. */
  readonly version: string | null;
  /** The day of the release, as `2026-01-31`; null if not released. */
  readonly date: string | null;
  /** What is below its heading, without empty lines around it. */
  readonly text: string;
  /** The line of its heading, from 1. */
  readonly line: number;
}

/** A changelog that was read. */
export interface Changelog {
  /** In the order of the file. */
  readonly sections: readonly ChangelogSection[];
  /** What is wrong with the file, as sentences that start with the line. */
  readonly problems: readonly string[];
}

/**
 * Reads a changelog. Each heading of level 2 starts a section: `## [Unreleased]` or
 * `## [1.2.3] - 2026-01-31`.
 */
export function readChangelog(markdown: string): Changelog {
  const problems: string[] = [];
  const lines = markdown.split("\n");
  if (lines[0] !== "# Changelog") {
    problems.push('Line 1: the first line must be "# Changelog".');
  }
  const starts = lines.flatMap((line, at) =>
    line.startsWith("## ") ? [at] : []
  );
  const sections = starts.map((start, place): ChangelogSection => {
    const text = lines.slice(start + 1, starts[place + 1]).join("\n").trim();
    return { ...headingOf(lines[start], start + 1, problems), text };
  });
  problems.push(...orderProblems(sections), ...sections.flatMap(textProblems));
  return { sections, problems };
}

function headingOf(
  heading: string,
  line: number,
  problems: string[],
): Omit<ChangelogSection, "text"> {
  const unreleased = { version: null, date: null, line };
  if (heading === "## [Unreleased]") return unreleased;
  const [, version = "", date = ""] =
    /^## \[(.+)\] - (\d{4}-\d\d-\d\d)$/.exec(heading) ?? [];
  if (isVersion(version) && isDay(date)) return { version, date, line };
  problems.push(
    `Line ${line}: the heading must be "## [Unreleased]" or like ` +
      '"## [1.2.3] - 2026-01-31".',
  );
  return unreleased;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Unreleased changes come first, then the releases, newest first. */
function orderProblems(sections: readonly ChangelogSection[]): string[] {
  const problems: string[] = [];
  if (sections[0]?.version !== null) {
    problems.push('The first section must be "## [Unreleased]".');
  }
  sections.slice(1).forEach(({ version, date, line }, place) => {
    const above = sections[place];
    if (version === null || above.version === null) return;
    if (compareVersions(version, above.version) >= 0) {
      problems.push(
        `Line ${line}: ${version} must be lower than ${above.version} above it.`,
      );
    }
    if (date! > above.date!) {
      problems.push(
        `Line ${line}: ${date} is later than ${above.date} above it.`,
      );
    }
  });
  const repeated = sections.slice(1).filter(({ version }) => version === null);
  return [
    ...problems,
    ...repeated.map(({ line }) =>
      `Line ${line}: only the first section can be unreleased.`
    ),
  ];
}

function textProblems({ version, text, line }: ChangelogSection): string[] {
  const name = version ?? "Unreleased";
  const headings = [...text.matchAll(/^### (.*)$/gm)].map(([, kind]) => kind);
  const problems = headings.filter((kind) => !KINDS.includes(kind))
    .map((kind) => `"### ${kind}" must be one of ${KINDS.join(", ")}.`);
  if (version !== null && text === "") problems.push("the section is empty.");
  if (text !== "" && !text.startsWith("### ")) {
    problems.push("the section must start with a heading of level 3.");
  }
  if (new Set(headings).size < headings.length) {
    problems.push("two headings of level 3 are the same.");
  }
  const empty = headings.filter((kind) => partOf(text, kind) === "");
  problems.push(...empty.map((kind) => `"### ${kind}" is empty.`));
  return problems.map((problem) => `Line ${line} (${name}): ${problem}`);
}

/** What is below a heading of level 3; empty if there is no such heading. */
export function partOf(text: string, kind: string): string {
  const parts = text.split(/^### /m).slice(1);
  const part = parts.find((part) => part.split("\n")[0] === kind);
  return part?.slice(kind.length).trim() ?? "";
}

/** Moves the unreleased changes of a changelog into a section of a version. */
export function datedChangelog(
  markdown: string,
  version: string,
  date: string,
): string {
  return markdown.replace(
    /^## \[Unreleased\]\n/m,
    `## [Unreleased]\n\n## [${version}] - ${date}\n`,
  );
}
