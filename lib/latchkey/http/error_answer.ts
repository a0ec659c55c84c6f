/**
 * Descriptions of errors for people and programs. They never reveal internals.
 *
 * @module
 */
import { HttpError } from "fresh";
import type { Language, Messages } from "../i18n/messages.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";

/** An error as it is shown. */
export interface DescribedError {
  readonly status: number;
  readonly title: string;
  /** A sentence that says what to do next. */
  readonly detail: string;
  /** Seconds until a retry may succeed (RFC 9110 §10.2.3), where retrying helps. */
  readonly retryAfterSeconds?: number;
}

/** The title of an error, and what to do next. */
type ErrorMessages = Messages["errors"]["statuses"][500];

/** The default wait, in seconds. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Why a logged-in person is denied, where the status alone doesn't say: the `cause` of the
 * error.
 */
export type ForbiddenReason = keyof Messages["errors"]["forbidden"];

/** A 403 with a message of its own. */
export function forbiddenError(reason: ForbiddenReason): HttpError {
  return new HttpError(403, undefined, { cause: reason });
}

/**
 * Describes an error. Anything but an {@linkcode HttpError} becomes 503 when the database can't
 * answer, else 500.
 */
export function describeError(
  error: unknown,
  { forbidden, statuses }: Messages["errors"],
): DescribedError {
  const status = statusOf(error);
  const known: Readonly<Record<number, ErrorMessages>> = statuses;
  const { title, next } = forbiddenMessages(error, forbidden) ??
    known[status] ??
    statuses[status < 500 ? 400 : 500];
  const described = { status, title, detail: next };
  return status === 503
    ? { ...described, retryAfterSeconds: retryAfter(error) }
    : described;
}

function statusOf(error: unknown): number {
  if (error instanceof HttpError) return error.status;
  return error instanceof StoreUnavailableError ? 503 : 500;
}

function retryAfter(error: unknown): number {
  return error instanceof StoreUnavailableError
    ? error.retryAfterSeconds
    : RETRY_AFTER_SECONDS;
}

/**
 * The headers of the response. After a timeout, the rest of the body makes the connection
 * unusable (RFC 9110 §15.5.9).
 */
export function errorHeaders(
  { status, retryAfterSeconds }: DescribedError,
): Record<string, string> {
  return {
    ...(status === 408 && { connection: "close" }),
    ...(retryAfterSeconds !== undefined &&
      { "retry-after": String(retryAfterSeconds) }),
  };
}

/**
 * Describes an error for a program, including the message of an error such as `new
 * HttpError(400, "The date is in the past.")`. Messages of internal errors are never shown.
 */
export function describeForProgram(
  error: unknown,
  messages: Messages["errors"],
): DescribedError {
  const described = describeError(error, messages);
  const hasMessage = error instanceof HttpError && error.status < 500 &&
    error.message !== new HttpError(error.status).message;
  return hasMessage ? { ...described, detail: error.message } : described;
}

function forbiddenMessages(
  error: unknown,
  forbidden: Messages["errors"]["forbidden"],
): ErrorMessages | undefined {
  if (!(error instanceof HttpError)) return undefined;
  return Object.entries(forbidden)
    .find(([reason]) => reason === error.cause)?.[1];
}

/**
 * Problem details (RFC 9457). Title and detail are in the requested language (§3.1.3, §3.1.4).
 */
export function problemJson(
  { status, title, detail }: DescribedError,
  { code }: Pick<Language, "code">,
  headers: Record<string, string>,
): Response {
  return new Response(JSON.stringify({ status, title, detail }), {
    status,
    headers: {
      ...headers,
      "content-language": code,
      "content-type": "application/problem+json",
    },
  });
}
