/**
 * Who may read the metrics.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto";
import { sha256 } from "../crypto/sha256.ts";

/** The path of the metrics, whose `Bearer` token is no access token. */
export const METRICS = "/metrics";

/**
 * Whether a request brings the token in its `Authorization: Bearer` header (RFC 6750
 * §2.1). Compared as SHA-256 and in constant time, so that the time tells neither
 * its length nor how much of it was right.
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
