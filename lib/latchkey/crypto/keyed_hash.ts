/**
 * Keyed hashes (HMAC, RFC 2104): what nobody can make who has not the site's keys.
 *
 * @module
 */
import type { KeyRing } from "./key_ring.ts";

/** HMAC with SHA-256 gives 32 bytes. */
const MAC_SHAPE = /^[0-9a-f]{64}$/;

/**
 * Hashes a text under the signing key, in hex.
 *
 * @param label What the hash is for. Hashes of one use are worth nothing to another.
 */
export async function keyedHash(
  { signing }: Pick<KeyRing, "signing">,
  label: string,
  text: string,
): Promise<string> {
  const mac = await crypto.subtle.sign("HMAC", signing.key, input(label, text));
  return new Uint8Array(mac).toHex();
}

/** The same under every key, for what may have been hashed before the keys were rotated. */
export async function keyedHashes(
  { byKid }: Pick<KeyRing, "byKid">,
  label: string,
  text: string,
): Promise<string[]> {
  return await Promise.all(
    byKid.values().map((signing) => keyedHash({ signing }, label, text)),
  );
}

/** Whether a keyed hash from anybody is that of the text, under any of the keys; in constant time. */
export async function verifyKeyedHash(
  { byKid }: Pick<KeyRing, "byKid">,
  label: string,
  text: string,
  mac: string,
): Promise<boolean> {
  if (!MAC_SHAPE.test(mac)) return false;
  const bytes = Uint8Array.fromHex(mac);
  const data = input(label, text);
  const verified = await Promise.all(
    byKid.values().map(({ key }) =>
      crypto.subtle.verify("HMAC", key, bytes, data)
    ),
  );
  return verified.includes(true);
}

// The keys sign access tokens too. What is signed there has no line end (RFC 7515 §5.1:
// base64url and a dot), so that neither kind can ever pass for the other.
function input(label: string, text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${label}\n${text}`);
}
