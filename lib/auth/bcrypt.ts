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

/** A bcrypt hash as it was read. */
export interface BcryptHash {
  /** The letter behind `$2`. */
  readonly version: "a" | "b" | "y";
  /** 4 to 15: a cost above would hold a core for minutes. */
  readonly cost: number;
  /** The same hash under the name `$2b$`. */
  readonly modern: string;
}

/**
 * Reads a bcrypt hash; null when it is none. For passwords up to 72 bytes, `$2a$` and
 * PHP's `$2y$` are the same function as `$2b$`.
 */
export function readBcryptHash(hash: string): BcryptHash | null {
  const match =
    /^\$2(?<version>[aby])\$(?<cost>0[4-9]|1[0-5])(?<rest>\$[./A-Za-z0-9]{53})$/
      .exec(hash)?.groups;
  if (!match) return null;
  const { version, cost, rest } = match;
  if (version !== "a" && version !== "b" && version !== "y") return null;
  return { version, cost: Number(cost), modern: `$2b$${cost}${rest}` };
}

/**
 * Loads the addon, or `bcryptjs` where the addon is missing, not built for this
 * machine or not permitted.
 */
export async function loadBcrypt(): Promise<LoadedBcrypt> {
  const native = await loadNative();
  if (typeof native !== "string") return { bcrypt: native, native: true };
  return { bcrypt: (await import("bcryptjs")).default, native: false };
}

/** Why the addon cannot be used, to end a sentence with; null when it can. */
export async function addonProblem(): Promise<string | null> {
  const native = await loadNative();
  return typeof native === "string" ? native : null;
}

/** The addon, or why there is none. */
async function loadNative(): Promise<Bcrypt | string> {
  // Looked at first, so that Deno does not stop to ask a person.
  const { state } = await Deno.permissions.query(permissionForAddon());
  if (state !== "granted") return "Deno does not permit it";
  try {
    return (await import("bcrypt")).default;
  } catch (error) {
    const [line] = String(error).split("\n");
    return line.replace(/\.$/, "");
  }
}

function permissionForAddon(): Deno.FfiPermissionDescriptor {
  const url = URL.parse(import.meta.resolve("bcrypt"));
  return url?.protocol === "file:"
    ? { name: "ffi", path: url }
    : { name: "ffi" };
}
