/**
 * Computes one digest in a worker, while the main thread keeps serving.
 *
 * @module
 */
import { type ShaCrypt, shaCryptDigest } from "./sha_crypt.ts";

/** The message to this worker. */
export interface ShaCryptRequest {
  readonly password: string;
  readonly parsed: ShaCrypt;
}

addEventListener("message", ({ data }: MessageEvent<ShaCryptRequest>) => {
  postMessage(shaCryptDigest(data.password, data.parsed));
}, { once: true });
