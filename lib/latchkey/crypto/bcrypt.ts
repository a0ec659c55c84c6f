/**
 * bcrypt hashes: their two forms, and their two makers. The native addon works off the
 * main thread; `bcryptjs` makes the same hashes wherever the addon cannot load.
 *
 * @module
 */
import { createHmac } from "node:crypto";

/** What both makers can do. */
export interface Bcrypt {
  /** A random salt as a hash begins with it: `$2b$`, the cost, `$` and 22 characters. */
  readonly genSalt: (cost: number) => Promise<string>;
  readonly hash: (password: string, salt: string) => Promise<string>;
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
  /** 22 characters of bcrypt's own base64. */
  readonly salt: string;
  /** Whether bcrypt was given an HMAC of the password instead of the password. */
  readonly prehashed: boolean;
  /** What bcrypt itself made, under the name `$2b$`. */
  readonly modern: string;
}

/** bcrypt reads no further, in bytes of UTF-8. */
const MAX_BCRYPT_BYTES = 72;

const PLAIN =
  /^\$2(?<version>[aby])\$(?<cost>0[4-9]|1[0-5])\$(?<salt>[./A-Za-z0-9]{22})(?<digest>[./A-Za-z0-9]{31})$/;

/** The second version of passlib's `bcrypt_sha256`, whose mark and construction are used here for long passwords. */
const PREHASHED =
  /^\$bcrypt-sha256\$v=2,t=2(?<version>b),r=(?<cost>[4-9]|1[0-5])\$(?<salt>[./A-Za-z0-9]{22})\$(?<digest>[./A-Za-z0-9]{31})$/;

/**
 * Reads a bcrypt hash; null when it is none. For passwords up to 72 bytes, `$2a$` and
 * PHP's `$2y$` are the same function as `$2b$`.
 */
export function readBcryptHash(hash: string): BcryptHash | null {
  const plain = PLAIN.exec(hash);
  const match = (plain ?? PREHASHED.exec(hash))?.groups;
  if (!match) return null;
  const { version, cost, salt, digest } = match;
  if (version !== "a" && version !== "b" && version !== "y") return null;
  return {
    version,
    cost: Number(cost),
    salt,
    prehashed: plain === null,
    modern: `$2b$${cost.padStart(2, "0")}$${salt}${digest}`,
  };
}

/**
 * Hashes a password. One that bcrypt would cut goes through HMAC-SHA-256 first, and the
 * hash says so: `$bcrypt-sha256$v=2,t=2b,r=12$salt$digest`.
 */
export async function makeBcryptHash(
  { genSalt, hash }: Bcrypt,
  password: string,
  cost: number,
): Promise<string> {
  const begin = await genSalt(cost);
  if (fitsBcrypt(password)) return await hash(password, begin);
  const salt = begin.slice(-22);
  const made = await hash(prehash(password, salt), begin);
  return `$bcrypt-sha256$v=2,t=2b,r=${cost}$${salt}$${made.slice(-31)}`;
}

/** Whether a password made the hash. The work is the same for both forms and any length. */
export async function matchesBcryptHash(
  { compare }: Pick<Bcrypt, "compare">,
  password: string,
  { salt, prehashed, modern }: BcryptHash,
): Promise<boolean> {
  const digest = prehash(password, salt);
  const fits = fitsBcrypt(password);
  const same = await compare(prehashed || !fits ? digest : password, modern);
  return same && (prehashed || fits);
}

function fitsBcrypt(password: string): boolean {
  return new TextEncoder().encode(password).length <= MAX_BCRYPT_BYTES;
}

/** 44 characters, none of them NUL. With the salt as its key, a digest leaked by another site is of no use here. */
function prehash(password: string, salt: string): string {
  return createHmac("sha256", salt).update(password).digest("base64");
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
