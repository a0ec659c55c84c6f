/** @module */
import { generateKey, keySetText } from "../crypto/key_ring.ts";

/** A new value for `JWT_KEYS` with one key. */
export function newKeys(): string {
  return keySetText({ keys: [generateKey()] });
}
