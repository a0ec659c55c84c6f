/**
 * What a mail server's refusal means, in words without addresses. The server's own
 * words are dropped: they tend to repeat the recipient.
 *
 * @module
 */
import { SendFailure } from "./transport.ts";

/** How nodemailer marks what went wrong. */
interface SmtpError {
  readonly code?: unknown;
  readonly command?: unknown;
  /** What the mail server answered. */
  readonly responseCode?: unknown;
  /** What the system said: `ECONNREFUSED`, or what is wrong with a certificate. */
  readonly originalCode?: unknown;
}

const WORDS: Readonly<Record<string, string>> = {
  EAUTH: "The mail server refuses the user name or password",
  ENOTFOUND: "The mail server's name leads nowhere",
  ETIMEDOUT: "The mail server did not answer in time",
  EABORT: "The mail server took too long over one message",
  ETLS: "No safe connection to the mail server came about",
  ESOCKET: "The mail server could not be reached",
  ECONNECTION: "The mail server ended the connection",
  EENVELOPE: "The mail server refuses the sender",
  EMESSAGE: "The mail server refuses the message",
};

/** How servers answer AUTH that want TLS before it: RFC 3207 §4, RFC 4954 §6. */
const NEEDS_TLS: readonly unknown[] = [530, 538];

/**
 * Puts an error of nodemailer into words. A recipient that is refused for good
 * (RFC 5321 §4.2.1: 5yz) is not tried again; all else may pass.
 */
export function failureOf(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  const { code, command, responseCode, originalCode } = marksOf(error);
  // A name that may not be resolved comes through node:net as EPERM.
  if (error instanceof Deno.errors.NotCapable || originalCode === "EPERM") {
    return new SendFailure(
      "This process may not connect to the mail server. The tasks of deno.json " +
        "permit the host and port of SMTP_URL; a firewall may forbid them.",
    );
  }
  const answer = typeof responseCode === "number" ? ` (${responseCode})` : "";
  if (command === "RCPT TO" && typeof responseCode === "number") {
    return responseCode >= 500
      ? new SendFailure(
        `The mail server refuses the recipient${answer}.`,
        "never",
      )
      : new SendFailure(`The mail server puts the recipient off${answer}.`);
  }
  const words = code === "EAUTH" && NEEDS_TLS.includes(responseCode)
    ? "The mail server takes a password only over TLS, which it didn't offer"
    : typeof code === "string"
    ? WORDS[code]
    : undefined;
  const system = typeof originalCode === "string" && code !== originalCode
    ? ` (${originalCode})`
    : "";
  return new SendFailure(
    `${words ?? "The mail could not be handed over"}${answer || system}.`,
  );
}

function marksOf(error: unknown): SmtpError {
  return typeof error === "object" && error !== null ? error : {};
}
