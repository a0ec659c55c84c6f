/**
 * The Git repository of a release.
 *
 * @module
 */
import { run } from "./run.ts";

/** The branch that releases are made on. */
export const BRANCH = "main";

/** Git in a folder. Each method throws with Git's message if it fails. */
export function gitIn(root: string) {
  const git = (...args: string[]) => run("git", args, { cwd: root });
  return {
    /** What is not committed, files that Git doesn't know included; empty if nothing. */
    status: () => git("status", "--porcelain"),
    /** The branch that is checked out; empty without one. */
    branch: async () => (await git("branch", "--show-current")).trim(),
    head: async () => (await git("rev-parse", "HEAD")).trim(),
    /** When the last commit was made. */
    headTime: async () =>
      new Date(Number(await git("log", "-1", "--format=%ct")) * 1000),
    /** The versions of all tags such as `v1.2.3`. */
    released: async () =>
      (await git("tag", "--list", "v*")).split("\n")
        .filter((tag) => tag !== "").map((tag) => tag.slice(1)),
    /** The tags of the last commit. */
    headTags: async () =>
      (await git("tag", "--points-at", "HEAD")).split("\n")
        .filter((tag) => tag !== ""),
    /** Commits files as of a time. */
    async commit(files: readonly string[], message: string, time: Date) {
      await git("add", "--", ...files);
      const env = datesOf(time);
      const args = [
        "commit",
        "--quiet",
        `--message=${message}`,
        "--",
        ...files,
      ];
      await run("git", args, { cwd: root, env });
    },
    /** Makes an annotated tag of the last commit. */
    async tag(name: string, message: string, time: Date) {
      const args = ["tag", "--annotate", `--message=${message}`, name];
      await run("git", args, { cwd: root, env: datesOf(time) });
    },
    removeTag: (name: string) => git("tag", "--delete", name),
    /** Goes back to a commit, and leaves the files as they are. */
    resetTo: (commit: string) => git("reset", "--quiet", commit),
  };
}

function datesOf(time: Date) {
  const date = `${time.getTime() / 1000} +0000`;
  return { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
}
