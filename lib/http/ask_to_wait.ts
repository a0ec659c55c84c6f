/**
 * Asking a person or a client to wait.
 *
 * @module
 */
import type { Denied } from "../auth/rate_limit.ts";

/** Asks a person to wait, in words. */
export function askToWait({ reason, retryAfterSeconds }: Denied): string {
  if (reason === "busy") {
    return "Too many people are signing in right now. Try again in a moment.";
  }
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  return `Too many tries. Wait ${wait}, then try again.`;
}

/** The same for a program: 429 or 503 (RFC 6585 §4, RFC 9110 §15.6.4) with `Retry-After` in seconds. */
export function waitInit({ reason, retryAfterSeconds }: Denied) {
  return {
    status: reason === "limited" ? 429 : 503,
    headers: { "retry-after": String(retryAfterSeconds) },
  };
}
