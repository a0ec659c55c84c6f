/**
 * What a person or a client is told when something goes wrong: never what went on inside.
 *
 * @module
 */
import { HttpError } from "fresh";
import { StoreUnavailableError } from "../store/unavailable.ts";

/** An error as it may be shown. */
export interface DescribedError {
  readonly status: number;
  readonly title: string;
  /** A plain sentence that says what to do next. */
  readonly detail: string;
  /** How long to wait before trying again (RFC 9110 §10.2.3); only where that helps. */
  readonly retryAfterSeconds?: number;
}

const WORDS: Readonly<Record<number, readonly [title: string, next: string]>> =
  {
    400: ["That did not arrive whole", "Go back and try it once more."],
    403: [
      "That came from another site",
      "Open the page on this site and send it from there.",
    ],
    404: [
      "Nothing here",
      "There is no page at this address. Check it, or start from the home page.",
    ],
    405: ["Not this way", "This address does not take that kind of request."],
    408: [
      "That took too long",
      "It did not arrive in time. Send it once more.",
    ],
    413: ["Too much", "Send less than 64 KB."],
    415: ["Not a form", "Send this as a form."],
    500: [
      "Something went wrong",
      "It is our mistake and has been noted. Try again in a moment.",
    ],
    503: [
      "Not just now",
      "The site cannot reach its data at the moment, or has too much to do. " +
      "Nothing you typed was wrong: try again in a minute.",
    ],
  };

/** How long to wait where nothing better is known, in seconds. */
const RETRY_AFTER_SECONDS = 5;

/** Why somebody who is signed in is turned away, when it is not for the reason that the status stands for. */
export type Refusal = "role" | "unverified" | "password_not_recent";

const REFUSALS: Readonly<
  Record<Refusal, readonly [title: string, next: string]>
> = {
  role: [
    "Not for this account",
    "Sign in with an account that may do this, or ask whoever runs this site.",
  ],
  unverified: [
    "Your address is not confirmed",
    "Follow the link in the mail that we sent you, then try again.",
  ],
  password_not_recent: [
    "Your password is needed again",
    "Sign in anew, then try once more within ten minutes.",
  ],
};

/** A 403 with words of its own. */
export function refusal(reason: Refusal): HttpError {
  return new HttpError(403, REFUSALS[reason][0], { cause: reason });
}

/**
 * Puts an error into words. What is no {@linkcode HttpError} is told as 503 when the
 * store cannot answer, else as 500, and nothing more.
 */
export function describeError(error: unknown): DescribedError {
  const status = statusOf(error);
  const [title, next] = refusalWords(error) ?? WORDS[status] ??
    WORDS[status < 500 ? 400 : 500];
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

/** The headers that go with it. */
export function errorHeaders(
  { retryAfterSeconds }: DescribedError,
): Record<string, string> {
  return retryAfterSeconds === undefined
    ? {}
    : { "retry-after": String(retryAfterSeconds) };
}

function refusalWords(error: unknown) {
  if (!(error instanceof HttpError) || error.status !== 403) return undefined;
  return Object.entries(REFUSALS)
    .find(([reason]) => reason === error.cause)?.[1];
}

/** The same for clients that read JSON (RFC 9457). */
export function problemJson(
  { status, title, detail }: DescribedError,
  headers: Record<string, string>,
): Response {
  return new Response(JSON.stringify({ status, title, detail }), {
    status,
    headers: { ...headers, "content-type": "application/problem+json" },
  });
}
