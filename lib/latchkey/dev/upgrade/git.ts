/**
 * What git knows of a site, so that an upgrade can be undone.
 *
 * @module
 */
import { join } from "node:path";
import { CommandFailure } from "../../cli/outcome.ts";
import { namesIn, run } from "./run.ts";

/** The site without what is built, installed or stored in it. */
const SITE = [
  ".",
  ":(exclude).data",
  ":(exclude)_fresh",
  ":(exclude)node_modules",
];

/**
 * The files that git tracks, by their paths from the site's folder on.
 *
 * @throws {CommandFailure} if the site is not in git.
 */
export async function trackedFiles(root: string): Promise<ReadonlySet<string>> {
  const { code, stdout, stderr } = await run(
    "git",
    ["ls-files", "-z", "--", ...SITE],
    root,
  );
  if (code !== 0) throw notInGit(stderr);
  return new Set(namesIn(stdout));
}

/**
 * Paths with uncommitted changes, including files that git neither tracks nor ignores.
 *
 * @throws {CommandFailure} if the site is not in git.
 */
export async function uncommitted(root: string): Promise<string[]> {
  const { stdout, stderr, code } = await run("git", [
    ...["status", "--porcelain=v1", "-z", "--untracked-files=all"],
    ...["--no-renames", "--", ...SITE],
  ], root);
  if (code !== 0) throw notInGit(stderr);
  return namesIn(stdout).map((line) => line.slice(3));
}

function notInGit(reason: string): CommandFailure {
  return new CommandFailure(
    "failed",
    `git can't undo an upgrade of this folder: ${reason}\n` +
      "If the site is not in git yet, commit it first:\n" +
      '  git init && git add --all && git commit --message "Start"',
  );
}

/**
 * Files that a release renames, by their new paths.
 *
 * @param stage A folder with the sites of two releases in `base/site` and `next/site`.
 */
export async function renamedFiles(
  stage: string,
): Promise<ReadonlyMap<string, string>> {
  const [before, after] = ["base/site/", "next/site/"];
  const { code, stdout, stderr } = await run("git", [
    ...["diff", "--no-index", "--no-ext-diff", "--find-renames", "-l0"],
    ...["--diff-filter=R", "--name-status", "-z", before, after],
  ], stage);
  if (code > 1) throw new CommandFailure("failed", stderr);
  const names = namesIn(stdout);
  const renamed = new Map<string, string>();
  for (let index = 0; index + 2 < names.length; index += 3) {
    const [from, to] = [names[index + 1], names[index + 2]];
    renamed.set(to.slice(after.length), from.slice(before.length));
  }
  return renamed;
}

/** A three-way merge of text. */
export interface MergedText {
  readonly bytes: Uint8Array;
  /** Whether parts are left for a person, between markers. */
  readonly hasConflicts: boolean;
}

/**
 * Merges by `git merge-file`.
 *
 * @param versions What the markers call the two releases.
 */
export async function mergeText(
  { base, site, next }: Readonly<Record<"base" | "site" | "next", Uint8Array>>,
  versions: { readonly base: string; readonly next: string },
  stage: string,
): Promise<MergedText> {
  const files = ["merge-site", "merge-base", "merge-next"];
  const contents = [site, base, next];
  for (const [index, name] of files.entries()) {
    await Deno.writeFile(join(stage, name), contents[index]);
  }
  const labels = ["your site", versions.base, versions.next];
  const { code, stdout, stderr } = await run("git", [
    ...["merge-file", "--stdout", "--diff3"],
    ...labels.flatMap((label) => ["-L", label]),
    ...files,
  ], stage);
  if (code > 127) throw new CommandFailure("failed", stderr);
  return { bytes: stdout, hasConflicts: code > 0 };
}
