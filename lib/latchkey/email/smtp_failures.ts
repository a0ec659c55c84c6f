/**
 * Turns the errors of a mail server into messages without addresses. The server's own text is
 * dropped, because it often repeats the recipient.
 *
 * @module
 */
import { SendFailure } from "./transport.ts";

/** The properties of nodemailer's errors. */
interface SmtpError {
  readonly code?: unknown;
  readonly command?: unknown;
  /** The reply code of the mail server. */
  readonly responseCode?: unknown;
  /** The system's error code, such as `ECONNREFUSED`, or the problem with a certificate. */
  readonly originalCode?: unknown;
}

const MESSAGES: Readonly<Record<string, string>> = {
  EAUTH: "The mail server rejects the user name or password",
  ENOTFOUND: "The mail server's host name does not exist",
  ETIMEDOUT: "The mail server did not answer in time",
  EABORT: "The mail server took too long to accept the message",
  ETLS: "No secure connection to the mail server could be established",
  ESOCKET: "The mail server could not be reached",
  ECONNECTION: "The mail server closed the connection",
  EENVELOPE: "The mail server rejects the sender",
  EMESSAGE: "The mail server rejects the message",
};

/** Reply codes to AUTH from servers that require TLS first (RFC 3207 §4, RFC 4954 §6). */
const NEEDS_TLS: readonly unknown[] = [530, 538];

/**
 * Converts an error of nodemailer. A permanent rejection of the recipient (RFC 5321 §4.2.1:
 * 5yz) isn't retried; anything else may be temporary.
 */
export function failureOf(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  const { code, command, responseCode, originalCode } = propertiesOf(error);
  // `node:net` reports EPERM when Deno doesn't permit resolving the name.
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
        `The mail server rejects the recipient${answer}.`,
        "never",
      )
      : new SendFailure(
        `The mail server temporarily rejects the recipient${answer}.`,
      );
  }
  const message = code === "EAUTH" && NEEDS_TLS.includes(responseCode)
    ? "The mail server accepts a password only over TLS, which it doesn't offer"
    : typeof code === "string"
    ? MESSAGES[code]
    : undefined;
  const system = typeof originalCode === "string" && code !== originalCode
    ? ` (${originalCode})`
    : "";
  return new SendFailure(
    `${message ?? "The email could not be sent"}${answer || system}.`,
  );
}

function propertiesOf(error: unknown): SmtpError {
  return typeof error === "object" && error !== null ? error : {};
}
