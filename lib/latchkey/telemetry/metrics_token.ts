/**
 * The token for reading metrics.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto";
import { sha256 } from "../crypto/sha256.ts";

/** The path of the metrics. Its `Bearer` token is not an access token. */
export const METRICS = "/metrics";

/**
 * Whether a request has the token in its `Authorization: Bearer` header (RFC 6750 §2.1).
 * Compares SHA-256 digests in constant time, so that the response time reveals neither the
 * length of the token nor how much of it was right.
 */
export async function isMetricsToken(
  headers: Headers,
  token: string,
): Promise<boolean> {
  const header = headers.get("authorization") ?? "";
  const [, given] = /^Bearer +(\S+)$/i.exec(header) ?? [];
  if (given === undefined) return false;
  return timingSafeEqual(await digest(given), await digest(token));
}

async function digest(text: string): Promise<Uint8Array> {
  return Uint8Array.fromHex(await sha256(text));
}
