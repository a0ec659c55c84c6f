/**
 * Programs of Debian that some tests need. On a machine without one, its tests are skipped;
 * `.ci/run` installs them all, and fails when a line says that tests were skipped.
 *
 * @module
 */

/** Whether a program is installed. If not, says which package has it. */
export async function isInstalled(
  program: string,
  debianPackage: string,
): Promise<boolean> {
  const { success } = await new Deno.Command("sh", {
    args: ["-c", `PATH="$PATH:/usr/sbin" command -v ${program}`],
    stdout: "null",
  }).output();
  if (!success) {
    console.warn(
      `Tests of ${program} are skipped: apt-get install ${debianPackage}`,
    );
  }
  return success;
}
