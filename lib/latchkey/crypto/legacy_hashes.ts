/**
 * Password hashes of other systems. A person with an imported account logs in with one once;
 * that login replaces it with a bcrypt hash.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto";
import { type Bcrypt, readBcryptHash } from "./bcrypt.ts";
import { sha256 } from "./sha256.ts";
import { type ShaCrypt, shaCryptDigest } from "./sha_crypt.ts";
import type { ShaCryptRequest } from "./sha_crypt_worker.ts";

/**
 * Whether a password made the hash. Takes the password as it was entered, without
 * normalisation: the other systems didn't normalise it either. Works off the main thread.
 */
export type LegacyHashCheck = (
  password: string,
  compare: Bcrypt["compare"],
) => Promise<boolean>;

/** Twice Django 5's default: under two seconds of a core. */
const MAX_PBKDF2_ITERATIONS = 2_000_000;

/** passlib's default is 656,000: two seconds of a core. */
const MAX_SHA_CRYPT_ROUNDS = 700_000;

/** The rounds of a `$5$` or `$6$` hash that names none, and the minimum. */
const SHA_CRYPT_ROUNDS = { default: 5000, min: 1000 } as const;

/**
 * Returns a check for this hash; null when its format isn't supported or it is too expensive
 * for a login.
 */
export function legacyHashCheck(hash: string): LegacyHashCheck | null {
  const crypt = readShaCrypt(hash);
  if (crypt) return (password) => checkShaCrypt(password, crypt);
  const derived = readDjangoPbkdf2(hash) ?? readPasslibPbkdf2(hash);
  if (derived) return (password) => checkPbkdf2(password, derived);
  const bcrypt = readDjangoBcryptSha256(hash);
  return bcrypt === null
    ? null
    : async (password, compare) => compare(await sha256(password), bcrypt);
}

/** Unix's `$5$` and `$6$`, which passlib calls `sha256_crypt` and `sha512_crypt`. */
function readShaCrypt(hash: string): ShaCrypt | null {
  const match =
    /^\$(?:(5)|6)\$(?:rounds=([1-9]\d{3,8})\$)?([./0-9A-Za-z]{1,16})\$([./0-9A-Za-z]{43}|[./0-9A-Za-z]{86})$/
      .exec(hash);
  if (!match) return null;
  const [, five, named, salt, digest] = match;
  const rounds = named === undefined ? SHA_CRYPT_ROUNDS.default : Number(named);
  const fits = digest.length === (five ? 43 : 86) &&
    rounds >= SHA_CRYPT_ROUNDS.min && rounds <= MAX_SHA_CRYPT_ROUNDS;
  return fits ? { id: five ? "5" : "6", rounds, salt, digest } : null;
}

async function checkShaCrypt(
  password: string,
  parsed: ShaCrypt,
): Promise<boolean> {
  const encoder = new TextEncoder();
  const digest = await digestInWorker({ password, parsed });
  return same(encoder.encode(digest), encoder.encode(parsed.digest));
}

/** Computes the digest in a worker, or on this thread when no worker can start. */
async function digestInWorker(request: ShaCryptRequest): Promise<string> {
  let worker: Worker | undefined;
  try {
    worker = new Worker(import.meta.resolve("./sha_crypt_worker.ts"), {
      type: "module",
    });
    return await resultOf(worker, request);
  } catch {
    return shaCryptDigest(request.password, request.parsed);
  } finally {
    worker?.terminate();
  }
}

function resultOf(worker: Worker, request: ShaCryptRequest): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(String(data));
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    worker.postMessage(request);
  });
}

/** A PBKDF2 hash (RFC 8018 §5.2). */
interface Pbkdf2 {
  readonly hash: "SHA-1" | "SHA-256" | "SHA-512";
  readonly iterations: number;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly digest: Uint8Array;
}

/**
 * Django's `pbkdf2_sha256$iterations$salt$digest` and `pbkdf2_sha1$…`. The salt is plain text.
 */
function readDjangoPbkdf2(text: string): Pbkdf2 | null {
  const match =
    /^pbkdf2_(?:(sha256)|sha1)\$([1-9]\d{0,6})\$([^$\s]{1,64})\$([A-Za-z\d+/]+=*)$/
      .exec(text);
  if (!match) return null;
  const [, sha256, iterations, salt, digest] = match;
  return pbkdf2({
    hash: sha256 ? "SHA-256" : "SHA-1",
    iterations: Number(iterations),
    salt: new TextEncoder().encode(salt),
    digest: bytesOf(digest),
  });
}

/**
 * passlib's `$pbkdf2-sha256$rounds$salt$digest` and `$pbkdf2-sha512$…`: base64 with `.` for `+`
 * and no padding.
 */
function readPasslibPbkdf2(text: string): Pbkdf2 | null {
  const match =
    /^\$pbkdf2-(?:(sha256)|sha512)\$([1-9]\d{0,6})\$([./A-Za-z\d]{1,64})\$([./A-Za-z\d]+)$/
      .exec(text);
  if (!match) return null;
  const [, sha256, iterations, salt, digest] = match;
  return pbkdf2({
    hash: sha256 ? "SHA-256" : "SHA-512",
    iterations: Number(iterations),
    salt: bytesOf(salt.replaceAll(".", "+")),
    digest: bytesOf(digest.replaceAll(".", "+")),
  });
}

const DIGEST_BYTES = { "SHA-1": 20, "SHA-256": 32, "SHA-512": 64 } as const;

function pbkdf2(
  { salt, digest, ...rest }: Pick<Pbkdf2, "hash" | "iterations"> & {
    readonly salt: Uint8Array<ArrayBuffer> | null;
    readonly digest: Uint8Array | null;
  },
): Pbkdf2 | null {
  if (!salt || digest?.length !== DIGEST_BYTES[rest.hash]) return null;
  return rest.iterations <= MAX_PBKDF2_ITERATIONS
    ? { ...rest, salt, digest }
    : null;
}

async function checkPbkdf2(
  password: string,
  { digest, ...parameters }: Pbkdf2,
): Promise<boolean> {
  const key = await crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(password),
    "PBKDF2",
    false,
    ["deriveBits"],
  );
  const bits = await crypto.subtle.deriveBits(
    { name: "PBKDF2", ...parameters },
    key,
    digest.length * 8,
  );
  return same(new Uint8Array(bits), digest);
}

/**
 * The bcrypt hash in Django's `bcrypt_sha256$$2b$…`, which is a hash of the password's SHA-256
 * in hex.
 */
function readDjangoBcryptSha256(text: string): string | null {
  const [, inner] = /^bcrypt_sha256\$(\$2.+)$/.exec(text) ?? [];
  return inner === undefined ? null : readBcryptHash(inner)?.modern ?? null;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Decodes base64 with or without padding; null when it is malformed. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return null;
  }
}
