/**
 * What a release is going to do, after everything was checked.
 *
 * @module
 */
import { join } from "node:path";
import * as v from "valibot";
import { compareVersions, isVersion } from "../latchkey/version.ts";
import { readChangelog } from "./changelog.ts";
import { type ReleaseContext, ReleaseError } from "./context.ts";
import { BRANCH, gitIn } from "./git.ts";
import { securityProblems } from "./release_list.ts";
import { run } from "./run.ts";
import { bumped, BUMPS } from "./version.ts";

/** The file that has the version, the one place for it. */
export const VERSION_FILE = "lib/latchkey/deno.json";

/** The changelog. */
export const CHANGELOG_FILE = "CHANGELOG.md";

/** A release that can be made. */
export interface ReleasePlan {
  readonly version: string;
  /** What is going to be done, one step a line. */
  readonly steps: readonly string[];
}

/**
 * Checks that a release can be made, and changes nothing.
 *
 * @param options.version A version, or the part of it to raise.
 * @param options.checked Whether the tasks `check` and `test` have passed already.
 * @throws {ReleaseError} with everything that stands against it.
 */
export async function checkedPlan(
  { root, out }: ReleaseContext,
  options: { readonly version?: string; readonly checked: boolean },
): Promise<ReleasePlan> {
  const problems = await repositoryProblems(root);
  const changelog = readChangelog(
    await Deno.readTextFile(join(root, CHANGELOG_FILE)),
  );
  problems.push(
    ...[...changelog.problems, ...securityProblems(changelog)]
      .map((problem) => `${CHANGELOG_FILE}: ${problem}`),
  );
  if (changelog.sections[0]?.text === "") {
    problems.push(`${CHANGELOG_FILE}: "## [Unreleased]" is empty.`);
  }
  const released = [
    ...await gitIn(root).released(),
    ...changelog.sections.flatMap(({ version }) => version ?? []),
  ].filter(isVersion).toSorted(compareVersions);
  const current = await currentVersion(root);
  const version = nextVersion(options.version, current, released);
  problems.push(...versionProblems(version, current, released));
  if (problems.length > 0) throw new ReleaseError(problems.join("\n"));
  if (!options.checked) await runChecks(root, out);
  return {
    version,
    steps: [
      `Set the version in ${VERSION_FILE} to ${version}`,
      `Date the unreleased changes in ${CHANGELOG_FILE}`,
      `Write the files to publish into dist/${version}/`,
      `Commit "Release ${version}" and tag it v${version}`,
    ],
  };
}

async function repositoryProblems(root: string): Promise<string[]> {
  const git = gitIn(root);
  const [branch, status] = [await git.branch(), await git.status()];
  return [
    ...branch === BRANCH ? [] : [
      `The branch is "${branch}". Run "git switch ${BRANCH}" first.`,
    ],
    ...status === "" ? [] : [
      `Some files are not committed. Commit or remove them:\n${status.trimEnd()}`,
    ],
  ];
}

/** The version in `lib/latchkey/deno.json`. */
export async function currentVersion(root: string): Promise<string> {
  const text = await Deno.readTextFile(join(root, VERSION_FILE));
  return v.parse(v.object({ version: v.string() }), JSON.parse(text)).version;
}

function nextVersion(
  asked: string | undefined,
  current: string,
  released: readonly string[],
): string {
  if (asked === undefined) {
    if (!released.includes(current)) return current;
    throw new ReleaseError(
      `${current} has been released. Say which version is next: ${
        BUMPS.join(", ")
      } or, for example, ${bumped(current, "minor")}.`,
    );
  }
  const bump = BUMPS.find((each) => each === asked);
  return bump === undefined ? asked : bumped(current, bump);
}

function versionProblems(
  version: string,
  current: string,
  released: readonly string[],
): string[] {
  if (!isVersion(version)) {
    return [
      `"${version}" is neither ${
        BUMPS.join(", ")
      } nor a version such as 1.2.3.`,
    ];
  }
  const last = released.at(-1);
  if (last !== undefined && compareVersions(version, last) <= 0) {
    return [
      `${version} must be greater than ${last}, which has been released.`,
    ];
  }
  return compareVersions(version, current) < 0
    ? [`${version} must not be lower than ${current} in ${VERSION_FILE}.`]
    : [];
}

async function runChecks(root: string, out: ReleaseContext["out"]) {
  for (const task of ["check", "test"]) {
    out(`Running deno task ${task} …`);
    await run("deno", ["task", task], { cwd: root, show: true });
  }
}
