/**
 * Disks that are too small or may not be written, for one process alone: in a mount
 * namespace of its own (`unshare` of util-linux), which an ordinary user may make too.
 *
 * @module
 */

/** Whether this machine can do that; says so where it cannot. */
export async function canMount(): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("unshare", {
      args: ["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
      stderr: "null",
    }).output();
    if (success) return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  console.warn("Not tested: this system lets nobody mount (unshare -rm).");
  return false;
}

/**
 * Runs a command with a disk of its own in `folder`, as small as `2m` says. It fills up
 * once there is a file `fill` in `control`, and is emptied once there is one called `free`.
 */
export function onSmallDisk(
  folder: string,
  control: string,
  size: string,
): readonly [string, ...string[]] {
  const script = `
    mount -t tmpfs -o size=${size} tmpfs "$0" || exit 99
    (
      await() { for _ in $(seq 600); do [ -e "$1" ] && return; sleep 0.1; done; }
      await "$1/fill"; cat /dev/zero > "$0/filler" 2> /dev/null; touch "$1/filled"
      await "$1/free"; rm "$0/filler"; touch "$1/freed"
    ) > /dev/null 2>&1 &
    folder=$0; shift; exec "$@"`;
  return ["unshare", "-rm", "sh", "-c", script, folder, control];
}

/** Runs a command that may not write to `folder`. */
export function onReadOnlyDisk(
  folder: string,
): readonly [string, ...string[]] {
  const script = `
    mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" || exit 99
    exec "$@"`;
  return ["unshare", "-rm", "sh", "-c", script, folder];
}
