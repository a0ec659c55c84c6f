/**
 * Keyed hashes (HMAC, RFC 2104): only the site's keys can create them.
 *
 * @module
 */
import type { KeyRing } from "./key_ring.ts";

/** HMAC-SHA-256 gives 32 bytes. */
const MAC_SHAPE = /^[0-9a-f]{64}$/;

/**
 * Hashes a text with the signing key, in hex.
 *
 * @param label What the hash is for. A hash made for one purpose isn't valid for another.
 */
export async function keyedHash(
  { signing }: Pick<KeyRing, "signing">,
  label: string,
  text: string,
): Promise<string> {
  const mac = await crypto.subtle.sign("HMAC", signing.key, input(label, text));
  return new Uint8Array(mac).toHex();
}

/**
 * The hashes of a text with every key, for hashes that may have been made before a key
 * rotation.
 */
export async function keyedHashes(
  { byKid }: Pick<KeyRing, "byKid">,
  label: string,
  text: string,
): Promise<string[]> {
  return await Promise.all(
    byKid.values().map((signing) => keyedHash({ signing }, label, text)),
  );
}

/**
 * Whether `mac`, which may come from a client, is the hash of the text with any of the keys.
 * Takes constant time.
 */
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

// The keys sign access tokens too. The signing input of a token (RFC 7515 §5.1: base64url and a
// dot) has no line break, so neither can pass for the other.
function input(label: string, text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${label}\n${text}`);
}
