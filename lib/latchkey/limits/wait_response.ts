/**
 * Asks a client to wait.
 *
 * @module
 */
import { plural } from "../i18n/format.ts";
import type { Language } from "../i18n/messages.ts";

/** Why an attempt was denied, and how long to wait. */
export interface Denied {
  /** `limited`: too many attempts (429). `busy`: the hash queue is full (503). */
  readonly reason: "limited" | "busy";
  readonly retryAfterSeconds: number;
}

/** The response to an attempt that must wait. */
export interface Wait {
  /** The message for the person. */
  readonly failure: string;
  /** Status 429 or 503 (RFC 6585 §4, RFC 9110 §15.6.4) and `Retry-After` in seconds. */
  readonly init: {
    readonly status: number;
    readonly headers: Record<string, string>;
  };
}

/**
 * Creates the response to a denied attempt: a message with the wait in minutes, and status and
 * headers (RFC 6585 §4, RFC 9110 §10.2.3 and §15.6.4). Never throws.
 *
 * @example
 * ```ts
 * import { waitResponse } from "@latchkey/core/http";
 * import { ENGLISH } from "@latchkey/core/i18n";
 *
 * const { failure, init } = waitResponse(ENGLISH, {
 *   reason: "limited",
 *   retryAfterSeconds: 90,
 * });
 * const response = new Response(failure, init);
 * ```
 */
export function waitResponse(
  { locale, messages: { wait } }: Language,
  { reason, retryAfterSeconds }: Denied,
): Wait {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return {
    failure: reason === "busy"
      ? wait.busy
      : plural(locale, wait.attempts, minutes),
    init: {
      status: reason === "limited" ? 429 : 503,
      headers: { "retry-after": String(retryAfterSeconds) },
    },
  };
}
