/**
 * Whether a code that was typed is the right one.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto";
import { CLOCK_SKEW_MS } from "./buckets.ts";
import type { OneTimeCode } from "./codes.ts";
import { isDigest } from "./tokens.ts";

/** What a try at a code finds out. `dead`: there is none that could be right. */
export type CodeTry = "right" | "wrong" | "dead";

/** Compared where there is no code, so that a comparison is always made. */
const NOBODYS_MAC = "0".repeat(64);

/**
 * Tries a code, in the same time whatever it finds out. One from the future is dead: a
 * clock was wrong, and nobody knows its end.
 *
 * @param code The code that is there; null when there is none or its siblings were burnt.
 */
export function tryMacs(
  code: OneTimeCode | null,
  macs: readonly string[],
  now: number,
): CodeTry {
  const right = isAnyOf(macs, code?.mac ?? NOBODYS_MAC);
  const live = code !== null && code.triesLeft > 0 && now < code.expiresAt &&
    code.createdAt <= now + CLOCK_SKEW_MS;
  if (!live) return "dead";
  return right ? "right" : "wrong";
}

/** Compares with every mac to the end, so that the time says nothing. */
function isAnyOf(macs: readonly string[], wanted: string): boolean {
  const wantedBytes = new TextEncoder().encode(wanted);
  let found = false;
  for (const mac of macs) {
    if (!isDigest(mac)) continue;
    const same = timingSafeEqual(new TextEncoder().encode(mac), wantedBytes);
    found = same || found;
  }
  return found;
}
