/**
 * What git ignores in the project: secrets, drafts and what tools leave behind.
 *
 * @module
 */

/**
 * The paths of ignored files, and of folders in which everything is ignored, without a slash at
 * the end. Empty where git knows nothing of the folder.
 */
export async function ignoredIn(root: string): Promise<ReadonlySet<string>> {
  const args = [
    ...["ls-files", "-z", "--others", "--ignored", "--exclude-standard"],
    "--directory",
  ];
  try {
    const { stdout } = await new Deno.Command("git", {
      args,
      cwd: root,
      stderr: "null",
    }).output();
    const paths = new TextDecoder().decode(stdout).split("\0").slice(0, -1);
    return new Set(paths.map((path) => path.replace(/\/$/, "")));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new Set(); // No git.
    throw error;
  }
}
