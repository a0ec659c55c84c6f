/**
 * The two makers of bcrypt hashes: the native addon, which works off the main
 * thread, and `bcryptjs`, which makes the same hashes wherever the addon cannot load.
 *
 * @module
 */

/** What both can do. */
export interface Bcrypt {
  readonly hash: (password: string, cost: number) => Promise<string>;
  readonly compare: (password: string, hash: string) => Promise<boolean>;
}

/** One of the two, loaded. */
export interface LoadedBcrypt {
  readonly bcrypt: Bcrypt;
  readonly native: boolean;
}

/**
 * Loads the addon, or `bcryptjs` where the addon is missing, not built for this
 * machine or not permitted.
 */
export async function loadBcrypt(): Promise<LoadedBcrypt> {
  const native = await loadNative();
  if (native) return { bcrypt: native, native: true };
  return { bcrypt: (await import("bcryptjs")).default, native: false };
}

async function loadNative(): Promise<Bcrypt | null> {
  // Looked at first, so that Deno does not stop to ask a person.
  const { state } = await Deno.permissions.query(permissionForAddon());
  if (state !== "granted") return null;
  try {
    return (await import("bcrypt")).default;
  } catch {
    return null;
  }
}

function permissionForAddon(): Deno.FfiPermissionDescriptor {
  const url = URL.parse(import.meta.resolve("bcrypt"));
  return url?.protocol === "file:"
    ? { name: "ffi", path: url }
    : { name: "ffi" };
}
