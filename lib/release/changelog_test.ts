import assert from "node:assert/strict";
import { compareVersions, isVersion } from "../latchkey/version.ts";
import { datedChangelog, partOf, readChangelog } from "./changelog.ts";
import { releaseList, securityProblems } from "./release_list.ts";
import { bumped } from "./version.ts";

const CHANGELOG = `# Changelog

All notable changes.

## [Unreleased]

### Added

- A page.

## [0.10.0] - 2026-02-01

### Fixed

- A link.

### Security

- **High**, since 0.2.0: Reset links of [old mails](docs/mail.md) could be used
  twice by \`someone\` else (CVE-2026-0001).
- **Low**: A header was missing.

## [0.9.0] - 2026-01-31

### Added

- The start.
`;

Deno.test("reads the sections of a changelog", () => {
  const { sections, problems } = readChangelog(CHANGELOG);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    sections.map(({ version, date, line }) => [version, date, line]),
    [[null, null, 5], ["0.10.0", "2026-02-01", 11], [
      "0.9.0",
      "2026-01-31",
      23,
    ]],
  );
  assert.equal(sections[0].text, "### Added\n\n- A page.");
  assert.equal(partOf(sections[1].text, "Fixed"), "- A link.");
  assert.equal(partOf(sections[1].text, "Removed"), "");
});

/** The problems of the changelog after a change. */
function problemsAfter(from: string | RegExp, to: string): string[] {
  const changed = CHANGELOG.replace(from, to);
  assert.notEqual(changed, CHANGELOG);
  const changelog = readChangelog(changed);
  return [...changelog.problems, ...securityProblems(changelog)];
}

Deno.test("says what is wrong with a changelog, and where", () => {
  const cases: [string | RegExp, string, RegExp][] = [
    ["# Changelog", "# Changes", /^Line 1: the first line must/],
    ["## [Unreleased]", "## Unreleased", /^Line 5: the heading must be/],
    [/## \[Unreleased\][^]*?(?=## \[0\.10)/, "", /^The first section must be/],
    ["2026-02-01", "2026-02-30", /^Line 11: the heading must be/],
    ["0.10.0", "0.10.0-rc.1", /^Line 11: the heading must be/],
    ["0.10.0", "0.8.0", /^Line 23: 0\.9\.0 must be lower than 0\.8\.0/],
    ["2026-01-31", "2026-03-01", /^Line 23: 2026-03-01 is later than/],
    [
      "### Fixed",
      "### Repaired",
      /^Line 11 \(0\.10\.0\): "### Repaired" must be/,
    ],
    ["### Fixed", "### Security", /two headings of level 3 are the same/],
    ["- A link.", "", /"### Fixed" is empty/],
    [
      /### Added\s+- The start\./,
      "",
      /^Line 23 \(0\.9\.0\): the section is empty/,
    ],
    [/### Added\s+- The start\./, "Hello", /must start with a heading/],
    [/$/, "\n## [Unreleased]\n", /only the first section can be unreleased/],
    ["**Low**: A", "A", /an item of "### Security" must be like/],
    ["since 0.2.0", "since 0.10.0", /"since 0\.10\.0" must be lower/],
    ["A header was", "A".repeat(501), /longer than 500 characters/],
  ];
  for (const [from, to, expected] of cases) {
    const problems = problemsAfter(from, to);
    assert.ok(
      problems.some((problem) => expected.test(problem)),
      `${to}: ${problems.join("\n")}`,
    );
  }
});

Deno.test("dates the unreleased changes and leaves room for the next ones", () => {
  const dated = readChangelog(datedChangelog(CHANGELOG, "1.0.0", "2026-03-01"));
  assert.deepEqual(dated.problems, []);
  const [unreleased, released] = dated.sections;
  assert.deepEqual([unreleased.version, unreleased.text], [null, ""]);
  assert.deepEqual(released.version, "1.0.0");
  assert.equal(released.text, "### Added\n\n- A page.");
});

Deno.test("lists the releases and their security fixes, newest first", () => {
  const changelog = readChangelog(CHANGELOG);
  assert.deepEqual(securityProblems(changelog), []);
  assert.deepEqual(releaseList(changelog), {
    format: 1,
    releases: [
      {
        version: "0.10.0",
        date: "2026-02-01",
        security: [
          {
            severity: "high",
            since: "0.2.0",
            summary:
              "Reset links of old mails could be used twice by someone " +
              "else (CVE-2026-0001).",
          },
          { severity: "low", since: "0.0.0", summary: "A header was missing." },
        ],
      },
      { version: "0.9.0", date: "2026-01-31", security: [] },
    ],
  });
});

Deno.test("compares and raises versions by number", () => {
  assert.ok(compareVersions("0.9.0", "0.10.0") < 0);
  assert.ok(compareVersions("1.0.0", "0.99.99") > 0);
  assert.equal(compareVersions("1.2.3", "1.2.3"), 0);
  assert.equal(bumped("1.2.3", "patch"), "1.2.4");
  assert.equal(bumped("1.2.3", "minor"), "1.3.0");
  assert.equal(bumped("1.2.3", "major"), "2.0.0");
  for (const bad of ["1.2", "v1.2.3", "1.2.3-rc.1", "01.2.3", "1.2.3\n", ""]) {
    assert.ok(!isVersion(bad), bad);
  }
});
