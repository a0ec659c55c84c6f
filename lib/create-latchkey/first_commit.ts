/**
 * The first commit of a site, to which everything can be compared that comes later.
 *
 * @module
 */
import { spawnSync } from "node:child_process";

/**
 * Makes a folder a Git repository with everything in its first commit. Nothing happens without
 * Git, inside another repository, or in one that has commits.
 *
 * @returns Whether everything is committed; `staged` if Git doesn't know who commits.
 */
export function firstCommit(
  folder: string,
  version: string,
): "committed" | "staged" | "none" {
  const git = (...args: readonly string[]) => {
    const { status, stdout } = spawnSync("git", [...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return status === 0 ? stdout.trim() : null;
  };
  if (git("--version") === null) return "none";
  const place = git("rev-parse", "--show-prefix");
  if (place === null) {
    if (git("init", "--quiet") === null) return "none";
  } else if (place !== "" || git("rev-parse", "--verify", "HEAD") !== null) {
    return "none";
  }
  if (git("add", "--all", ".") === null) return "none";
  const isDone = git(
    ...["-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify"],
    ...["--message", `Start with Latchkey ${version}`],
  );
  return isDone === null ? "staged" : "committed";
}
