/**
 * Asking a person or a client to wait.
 *
 * @module
 */
import type { Denied } from "./rate_limit.ts";
import { plural } from "../i18n/say.ts";
import type { Language } from "../i18n/words.ts";

/** Asks a person to wait, in words. */
export function askToWait(
  { locale, words }: Language,
  { reason, retryAfterSeconds }: Denied,
): string {
  if (reason === "busy") return words.wait.busy;
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return plural(locale, words.wait.tries, minutes);
}

/** The same for a program: 429 or 503 (RFC 6585 §4, RFC 9110 §15.6.4) with `Retry-After` in seconds. */
export function waitInit({ reason, retryAfterSeconds }: Denied) {
  return {
    status: reason === "limited" ? 429 : 503,
    headers: { "retry-after": String(retryAfterSeconds) },
  };
}
