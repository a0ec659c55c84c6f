/** @module */
import { generateKey, keySetText } from "../crypto/key_ring.ts";

/**
 * A new value for `JWT_KEYS`, with one key.
 *
 * @example
 * ```ts
 * import { newKeys } from "@latchkey/core/testing";
 *
 * const env = { APP_ENV: "production", JWT_KEYS: newKeys() };
 * ```
 */
export function newKeys(): string {
  return keySetText({ keys: [generateKey()] });
}

/**
 * A new value for `DATA_KEYS`, with one key.
 *
 * @example
 * ```ts
 * import { newDataKeys, newKeys } from "@latchkey/core/testing";
 *
 * const env = { JWT_KEYS: newKeys(), DATA_KEYS: newDataKeys() };
 * ```
 */
export function newDataKeys(): string {
  return keySetText({ keys: [generateKey("A256GCM")] });
}
