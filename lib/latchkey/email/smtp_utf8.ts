/**
 * Addresses with a local part that isn't ASCII. Only servers that offer SMTPUTF8 may receive
 * them (RFC 6531 §3.2).
 *
 * @module
 */
import type { Transporter } from "nodemailer";
import { SendFailure } from "./transport.ts";

/** The envelope of a message. */
interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** The error for a `MAIL_FROM` that the server doesn't support. */
export const SENDER_NEEDS_UTF8 =
  "The mail server accepts only ASCII before the @, which MAIL_FROM is not.";

/** Whether an address in canonical form needs SMTPUTF8. Its domain is always ASCII. */
export function needsUtf8(address: string): boolean {
  return /[^\0-\x7F]/.test(address);
}

/**
 * A logger for nodemailer that detects whether the server offers SMTPUTF8. After STARTTLS the
 * server announces its extensions again.
 */
export function helloListener(onHello: (offersUtf8: boolean) => void) {
  let isHello = false;
  return {
    debug({ tnx }: { readonly tnx?: unknown }, line: string) {
      if (tnx === "client") isHello = /^(?:EHLO|HELO)\b/.test(line);
      if (tnx !== "server" || !isHello) return;
      onHello(/^250[ -]SMTPUTF8\b/im.test(line));
      isHello = false;
    },
    info() {},
    error() {},
  };
}

/**
 * Sets the envelope as it is: nodemailer would convert the domain of a non-ASCII address to
 * U-labels. When the server doesn't support an address, the envelope has no recipients, so
 * nodemailer sends nothing.
 *
 * @param offersUtf8 Whether the server offers SMTPUTF8; called after its greeting.
 * @returns A function that returns why the message wasn't sent; null when it was.
 */
export function setEnvelope(
  transporter: Transporter,
  { from, to }: Envelope,
  offersUtf8: () => boolean,
): () => SendFailure | null {
  let failure: SendFailure | null = null;
  const envelope = () => {
    failure = offersUtf8() ? null : failureOf({ from, to });
    return { from, to: failure ? [] : [to] };
  };
  transporter.use("stream", ({ message }, next) => {
    message.getEnvelope = envelope;
    next();
  });
  return () => failure;
}

function failureOf({ from, to }: Envelope): SendFailure | null {
  if (needsUtf8(from)) return new SendFailure(SENDER_NEEDS_UTF8);
  return needsUtf8(to)
    ? new SendFailure(
      "The mail server accepts only ASCII before the @.",
      "never",
    )
    : null;
}
