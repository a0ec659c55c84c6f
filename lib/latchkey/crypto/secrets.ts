/**
 * Secrets in the database, such as those of authenticator apps: sealed where they are needed
 * again, hashed where not. Their keys are not those that sign access tokens, so rotating
 * these locks nobody out.
 *
 * @module
 */
import * as base64url from "jose/base64url";
import type { JsonWebKey, JsonWebKeySet } from "./key_set.ts";
import { createTurns } from "./turns.ts";

/** What a secret is for and whose it is: what was sealed for one use or user opens for no other. */
export interface SecretOwner {
  readonly purpose: string;
  readonly userId: string;
}

/** Bytes that nobody else looks at. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Seals and hashes secrets with the data keys, which are read at the first call. */
export interface Secrets {
  /** The ids of the keys, newest first. */
  keyIds(): Promise<readonly string[]>;
  /** Encrypts a secret with the newest key: `kid:nonce:text`. */
  seal(owner: SecretOwner, secret: Bytes): Promise<string>;
  /** The secret; null when it was changed, is another owner's, or its key is gone. */
  unseal(owner: SecretOwner, sealed: string): Promise<Bytes | null>;
  /**
   * A hash of a secret with fewer than 112 bits: `kid:hex`. It is stretched with PBKDF2 and then
   * keyed (HMAC, RFC 2104), so that even someone who has the key guesses slowly. Takes about as
   * long as the hash of a password.
   */
  hash(owner: SecretOwner, secret: string): Promise<string>;
  /** The hashes of a secret with each key, for what was hashed before the keys were rotated. */
  hashes(owner: SecretOwner, secret: string): Promise<string[]>;
  /** The same without stretching, for what was hashed before version 0.1.0. */
  unstretchedHashes(owner: SecretOwner, secret: string): Promise<string[]>;
}

/** A key ready for use. The secret cannot be read back from it. */
interface DataKey {
  readonly kid: string;
  readonly seal: CryptoKey;
  readonly mac: CryptoKey;
}

/** OWASP ASVS 5.0 appendix C requires 210,000 rounds of PBKDF2 with HMAC-SHA-512. */
const STRETCH_ROUNDS = 210_000;

/** AES-GCM takes nonces of 96 bits (NIST SP 800-38D §5.2.1.1). */
const NONCE_BYTES = 12;

/**
 * Makes secrets of a key set, whose first key seals and hashes.
 *
 * @param openKeys Called once, at the first use. What it throws, each use throws.
 * @param stretchRounds The rounds of PBKDF2. Only tests use fewer than the default.
 */
export function createSecrets(
  openKeys: () => Promise<JsonWebKeySet>,
  stretchRounds: number = STRETCH_ROUNDS,
): Secrets {
  // The other cores are for passwords: without them nobody could log in meanwhile.
  const inTurn = createTurns(
    Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)),
  );
  const stretched = (owner: SecretOwner, secret: string) =>
    inTurn(owner.userId, () => stretch(owner, secret, stretchRounds));
  let opened: Promise<readonly DataKey[]> | undefined;
  const keys = () => opened ??= openKeys().then(importKeys);
  return {
    keyIds: async () => (await keys()).map(({ kid }) => kid),
    async seal(owner, secret) {
      const [{ kid, seal }] = await keys();
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const params = { name: "AES-GCM", iv, additionalData: encode(owner) };
      const text = await crypto.subtle.encrypt(params, seal, secret);
      return [kid, base64url.encode(iv), base64url.encode(new Uint8Array(text))]
        .join(":");
    },
    async unseal(owner, sealed) {
      const [kid, ...parts] = sealed.split(":");
      const key = (await keys()).find((key) => key.kid === kid);
      return key && parts.length === 2 ? await open(key, owner, parts) : null;
    },
    async hash(owner, secret) {
      const [key] = await keys();
      return await hash(key, owner, await stretched(owner, secret));
    },
    async hashes(owner, secret) {
      const text = await stretched(owner, secret);
      return await hashWithEach(await keys(), owner, text);
    },
    unstretchedHashes: async (owner, secret) =>
      await hashWithEach(await keys(), owner, secret),
  };
}

async function open(
  { seal }: DataKey,
  owner: SecretOwner,
  parts: readonly string[],
): Promise<Bytes | null> {
  try {
    const [iv, text] = parts
      .map((part) => Uint8Array.from(base64url.decode(part)));
    const params = { name: "AES-GCM", iv, additionalData: encode(owner) };
    return new Uint8Array(await crypto.subtle.decrypt(params, seal, text));
  } catch {
    return null; // It is not base64url, or not what was sealed.
  }
}

async function hashWithEach(
  keys: readonly DataKey[],
  owner: SecretOwner,
  secret: string,
): Promise<string[]> {
  return await Promise.all(keys.map((key) => hash(key, owner, secret)));
}

async function hash(
  { kid, mac }: DataKey,
  owner: SecretOwner,
  secret: string,
): Promise<string> {
  const bytes = await crypto.subtle.sign("HMAC", mac, encode(owner, secret));
  return `${kid}:${new Uint8Array(bytes).toHex()}`;
}

/**
 * The secret as its PBKDF2 in hex (RFC 8018 §5.2). The salt is the owner's: the ID of an account
 * is random, and nobody else's secrets have it.
 */
async function stretch(
  owner: SecretOwner,
  secret: string,
  iterations: number,
): Promise<string> {
  const password = new TextEncoder().encode(secret);
  const uses: KeyUsage[] = ["deriveBits"];
  const { subtle } = crypto;
  const key = await subtle.importKey("raw", password, "PBKDF2", false, uses);
  const params = { name: "PBKDF2", hash: "SHA-512", iterations };
  const bits = await subtle.deriveBits(
    { ...params, salt: encode(owner) },
    key,
    256,
  );
  return new Uint8Array(bits).toHex();
}

function encode({ purpose, userId }: SecretOwner, secret = ""): Bytes {
  return new TextEncoder().encode(JSON.stringify([purpose, userId, secret]));
}

async function importKeys({ keys }: JsonWebKeySet): Promise<DataKey[]> {
  return await Promise.all(keys.map(importKey));
}

/** Derives one key for each use: one key must not serve two algorithms (NIST SP 800-57 Part 1 §5.2). */
async function importKey({ kid, k }: JsonWebKey): Promise<DataKey> {
  const secret = Uint8Array.from(base64url.decode(k));
  const uses: KeyUsage[] = ["deriveKey"];
  const base = await crypto.subtle.importKey(
    "raw",
    secret,
    "HKDF",
    false,
    uses,
  );
  const hash = "SHA-256";
  const from = (use: string) => ({
    name: "HKDF",
    hash,
    salt: new Uint8Array(),
    info: new TextEncoder().encode(use),
  });
  const aes = { name: "AES-GCM", length: 256 };
  const hmac = { name: "HMAC", hash, length: 256 };
  const { subtle } = crypto;
  return {
    kid,
    seal: await subtle.deriveKey(from("seal"), base, aes, false, [
      "encrypt",
      "decrypt",
    ]),
    mac: await subtle.deriveKey(from("mac"), base, hmac, false, ["sign"]),
  };
}
