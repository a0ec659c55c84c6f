/**
 * bcrypt hashes. The native addon works off the main thread; `bcryptjs` makes the same hashes
 * where the addon can't load.
 *
 * @module
 */
import { createHmac } from "node:crypto";

/** The operations that the native addon and `bcryptjs` share. */
export interface Bcrypt {
  /**
   * A random salt in the form in which a hash starts: `$2b$`, the cost, `$` and 22 characters.
   */
  readonly genSalt: (cost: number) => Promise<string>;
  readonly hash: (password: string, salt: string) => Promise<string>;
  readonly compare: (password: string, hash: string) => Promise<boolean>;
}

/** A loaded implementation. */
export interface LoadedBcrypt {
  readonly bcrypt: Bcrypt;
  readonly native: boolean;
}

/** A parsed bcrypt hash. */
export interface BcryptHash {
  /** The letter after `$2`. */
  readonly version: "a" | "b" | "y";
  /** 4 to 15. A higher cost would occupy a core for minutes. */
  readonly cost: number;
  /** 22 characters of bcrypt's own base64. */
  readonly salt: string;
  /** Whether the password went through HMAC-SHA-256 before bcrypt. */
  readonly prehashed: boolean;
  /** The bcrypt hash alone, with the prefix `$2b$`. */
  readonly modern: string;
}

/** bcrypt ignores everything after 72 bytes of UTF-8. */
const MAX_BCRYPT_BYTES = 72;

const PLAIN =
  /^\$2(?<version>[aby])\$(?<cost>0[4-9]|1[0-5])\$(?<salt>[./A-Za-z0-9]{22})(?<digest>[./A-Za-z0-9]{31})$/;

/** passlib's `bcrypt_sha256`, version 2: the format of hashes of long passwords. */
const PREHASHED =
  /^\$bcrypt-sha256\$v=2,t=2(?<version>b),r=(?<cost>[4-9]|1[0-5])\$(?<salt>[./A-Za-z0-9]{22})\$(?<digest>[./A-Za-z0-9]{31})$/;

/**
 * Parses a bcrypt hash. Returns null for anything else. For passwords of up to 72 bytes, `$2a$`
 * and PHP's `$2y$` are the same function as `$2b$`.
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
 * Hashes a password. One that is too long for bcrypt goes through HMAC-SHA-256 first, and its
 * hash says so: `$bcrypt-sha256$v=2,t=2b,r=12$salt$digest`.
 */
export async function makeBcryptHash(
  { genSalt, hash }: Bcrypt,
  password: string,
  cost: number,
): Promise<string> {
  const prefix = await genSalt(cost);
  if (fitsBcrypt(password)) return await hash(password, prefix);
  const salt = prefix.slice(-22);
  const hashed = await hash(prehash(password, salt), prefix);
  return `$bcrypt-sha256$v=2,t=2b,r=${cost}$${salt}$${hashed.slice(-31)}`;
}

/**
 * Whether the password matches the hash. The work is the same for both formats and any length.
 */
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

/**
 * 44 characters, none of them NUL. The salt as the key makes digests leaked by another site
 * useless here.
 */
function prehash(password: string, salt: string): string {
  return createHmac("sha256", salt).update(password).digest("base64");
}

/**
 * Loads the addon, or `bcryptjs` where the addon is missing, not built for this machine or not
 * permitted.
 */
export async function loadBcrypt(): Promise<LoadedBcrypt> {
  const native = await loadNative();
  if (typeof native !== "string") return { bcrypt: native, native: true };
  return { bcrypt: (await import("bcryptjs")).default, native: false };
}

/** Why the addon can't be used, for the end of a sentence; null when it can. */
export async function addonProblem(): Promise<string | null> {
  const native = await loadNative();
  return typeof native === "string" ? native : null;
}

async function loadNative(): Promise<Bcrypt | string> {
  // Checked first, because Deno would prompt on a terminal.
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
