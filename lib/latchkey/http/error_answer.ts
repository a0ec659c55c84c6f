/**
 * What a person or a client is told when something goes wrong: never what went on inside.
 *
 * @module
 */
import { HttpError } from "fresh";
import type { Language, Messages } from "../i18n/messages.ts";
import { StoreUnavailableError } from "../database/unavailable.ts";

/** An error as it may be shown. */
export interface DescribedError {
  readonly status: number;
  readonly title: string;
  /** A plain sentence that says what to do next. */
  readonly detail: string;
  /** How long to wait before trying again (RFC 9110 §10.2.3); only where that helps. */
  readonly retryAfterSeconds?: number;
}

/** What an error is called, and what to do next. */
type ErrorMessages = Messages["errors"]["statuses"][500];

/** How long to wait where nothing better is known, in seconds. */
const RETRY_AFTER_SECONDS = 5;

/** Why somebody who is logged in is turned away, when it is not for the reason that the status stands for: the error's `cause`. */
export type Refusal = keyof Messages["errors"]["refusals"];

/** A 403 with words of its own. */
export function refusal(reason: Refusal): HttpError {
  return new HttpError(403, undefined, { cause: reason });
}

/**
 * Puts an error into words. What is no {@linkcode HttpError} is told as 503 when the
 * store cannot answer, else as 500, and nothing more.
 */
export function describeError(
  error: unknown,
  { refusals, statuses }: Messages["errors"],
): DescribedError {
  const status = statusOf(error);
  const known: Readonly<Record<number, ErrorMessages>> = statuses;
  const { title, next } = refusalMessages(error, refusals) ?? known[status] ??
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

/** The headers that go with it. After a late body the connection is of no more use (RFC 9110 §15.5.9). */
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
 * The same for a program, which is told what a route said in throwing
 * `new HttpError(400, "The date is in the past.")`. A fault's own message stays inside.
 */
export function describeForProgram(
  error: unknown,
  messages: Messages["errors"],
): DescribedError {
  const described = describeError(error, messages);
  const isSaid = error instanceof HttpError && error.status < 500 &&
    error.message !== new HttpError(error.status).message;
  return isSaid ? { ...described, detail: error.message } : described;
}

function refusalMessages(
  error: unknown,
  refusals: Messages["errors"]["refusals"],
): ErrorMessages | undefined {
  if (!(error instanceof HttpError)) return undefined;
  return Object.entries(refusals)
    .find(([reason]) => reason === error.cause)?.[1];
}

/** The same for clients that read JSON (RFC 9457), in the language that they asked for (§3.1.3, §3.1.4). */
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
