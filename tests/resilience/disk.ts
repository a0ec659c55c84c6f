/**
 * Disks that are too small or read-only, for one process only: in a mount
 * namespace of its own (`unshare` of util-linux), which an ordinary user may
 * create too.
 *
 * @module
 */

/** Whether this machine supports that; logs where it doesn't. */
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
  console.warn("Not tested: this system doesn't allow mounts (unshare -rm).");
  return false;
}

/**
 * Runs a command with a disk of its own in `folder`, of a size such as `2m`. It
 * fills up once `control` contains a file `fill`, and is emptied once it
 * contains one called `free`.
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

/** Runs a command that can't write to `folder`. */
export function onReadOnlyDisk(
  folder: string,
): readonly [string, ...string[]] {
  const script = `
    mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" || exit 99
    exec "$@"`;
  return ["unshare", "-rm", "sh", "-c", script, folder];
}
