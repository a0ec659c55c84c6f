/**
 * Asking a person or a client to wait.
 *
 * @module
 */
import { plural } from "../i18n/format.ts";
import type { Language } from "../i18n/messages.ts";

/** Why something was not done. */
export interface Denied {
  /** `limited`: too many attempts (429). `busy`: more people at once than there are cores for (503). */
  readonly reason: "limited" | "busy";
  readonly retryAfterSeconds: number;
}

/** How a form answers that may not be tried now. */
export interface Wait {
  /** What the person reads. */
  readonly failure: string;
  /** 429 or 503 (RFC 6585 §4, RFC 9110 §15.6.4) with `Retry-After` in seconds. */
  readonly init: {
    readonly status: number;
    readonly headers: Record<string, string>;
  };
}

/** Asks a person, or a program, to wait. */
export function waitResponse(
  { locale, messages: { wait } }: Language,
  { reason, retryAfterSeconds }: Denied,
): Wait {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return {
    failure: reason === "busy"
      ? wait.busy
      : plural(locale, wait.tries, minutes),
    init: {
      status: reason === "limited" ? 429 : 503,
      headers: { "retry-after": String(retryAfterSeconds) },
    },
  };
}
