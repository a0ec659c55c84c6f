/**
 * What the errors of requests to providers mean. Their messages can contain what was sent, so
 * only codes are kept.
 *
 * @module
 */
import { ProviderError, type ProviderProblem } from "../login_provider.ts";

export { ProviderError };

/**
 * Codes with which people, or their organizations, say no (RFC 6749 §4.1.2.1; the second is
 * Apple's).
 */
const CANCELLED = [
  "access_denied",
  "user_cancelled_authorize",
  "login_required",
  "consent_required",
  "interaction_required",
  "account_selection_required",
];

/** Codes for an outage (RFC 6749 §4.1.2.1). */
const DOWN = ["server_error", "temporarily_unavailable"];

/** Errors of connections, by name. */
const UNREACHABLE = ["TimeoutError", "AbortError", "JWKSTimeout"];

/** The error of a provider's answer with a code: of the redirect, or of the token endpoint. */
export function answeredError(code: string, status = 0): ProviderError {
  const isDown = DOWN.includes(code) || status >= 500 || status === 429;
  const problem = CANCELLED.includes(code)
    ? "cancelled"
    : isDown
    ? "down"
    : "invalid";
  return new ProviderError(problem, shownCode(code));
}

/** The error of a login as a `ProviderError`. */
export function failureOf(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  if (!(error instanceof Error)) return new ProviderError("invalid", "unknown");
  const { name, cause } = error;
  const { error: answered, status } = fieldsOf(error);
  if (typeof answered === "string") {
    return answeredError(answered, typeof status === "number" ? status : 0);
  }
  if (error instanceof Deno.errors.NotCapable) {
    return new ProviderError(
      "invalid",
      "a host may not be connected to: see `deno task cli doctor`",
    );
  }
  const { code } = fieldsOf(error);
  return new ProviderError(
    problemOf(name, code, cause),
    shownCode(typeof code === "string" ? code : name),
  );
}

function problemOf(
  name: string,
  code: unknown,
  cause: unknown,
): ProviderProblem {
  if (UNREACHABLE.includes(name) || code === "OAUTH_TIMEOUT") return "down";
  // `fetch` throws a TypeError without a code; openid-client gives its own ones.
  if (name === "TypeError" && code === undefined) return "down";
  if (cause instanceof Response && cause.status >= 500) return "down";
  if (code === "ERR_JOSE_GENERIC") return "down"; // The keys could not be fetched.
  if (cause instanceof Error) {
    return problemOf(cause.name, fieldsOf(cause).code, cause.cause);
  }
  return "invalid";
}

/** Fields that libraries add to errors. */
function fieldsOf(error: Error): Readonly<Record<string, unknown>> {
  return { ...error };
}

/** A code for the log: providers, and anyone who makes up a URL, can put anything there. */
function shownCode(code: string): string {
  return /^[\w.-]{1,60}$/.test(code) ? code : "an unknown error";
}
