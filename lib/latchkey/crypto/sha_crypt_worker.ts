/**
 * Makes one digest beside the main thread, which goes on serving.
 *
 * @module
 */
import { type ShaCrypt, shaCryptDigest } from "./sha_crypt.ts";

/** What the thread that started this one sends. */
export interface ShaCryptOrder {
  readonly password: string;
  readonly made: ShaCrypt;
}

addEventListener("message", ({ data }: MessageEvent<ShaCryptOrder>) => {
  postMessage(shaCryptDigest(data.password, data.made));
}, { once: true });
