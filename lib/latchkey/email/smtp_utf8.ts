/**
 * Addresses that are not ASCII before the @: only a server that offers SMTPUTF8 gets them
 * (RFC 6531 §3.2).
 *
 * @module
 */
import type { Transporter } from "nodemailer";
import { SendFailure } from "./transport.ts";

/** Whom a server is told that the message is from and for. */
interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** Why a server that does not offer SMTPUTF8 gets no message from `MAIL_FROM`. */
export const SENDER_NEEDS_UTF8 =
  "The mail server takes no address that is not ASCII before the @, as MAIL_FROM is.";

/** Whether an address in its canonical form is not ASCII, which only its local part can be. */
export function needsUtf8(address: string): boolean {
  return /[^\0-\x7F]/.test(address);
}

/**
 * A logger for nodemailer that hears whether the server offers SMTPUTF8. After STARTTLS
 * a server says anew what it offers.
 */
export function helloListener(hear: (offersUtf8: boolean) => void) {
  let isHello = false;
  return {
    debug({ tnx }: { readonly tnx?: unknown }, line: string) {
      if (tnx === "client") isHello = /^(?:EHLO|HELO)\b/.test(line);
      if (tnx !== "server" || !isHello) return;
      hear(/^250[ -]SMTPUTF8\b/im.test(line));
      isHello = false;
    },
    info() {},
    error() {},
  };
}

/**
 * Hands an envelope over as it is, where nodemailer would turn the domain of an address
 * that is not ASCII into U-labels. A server that must not get it is told of nobody, and
 * nodemailer sends nothing.
 *
 * @param offersUtf8 Whether the server offers SMTPUTF8, once it has said what it offers.
 * @returns Why the server did not get it; null when it did.
 */
export function handOver(
  transporter: Transporter,
  { from, to }: Envelope,
  offersUtf8: () => boolean,
): () => SendFailure | null {
  let failure: SendFailure | null = null;
  const addressed = () => {
    failure = offersUtf8() ? null : failureOf({ from, to });
    return { from, to: failure ? [] : [to] };
  };
  transporter.use("stream", ({ message }, next) => {
    message.getEnvelope = addressed;
    next();
  });
  return () => failure;
}

function failureOf({ from, to }: Envelope): SendFailure | null {
  if (needsUtf8(from)) return new SendFailure(SENDER_NEEDS_UTF8);
  return needsUtf8(to)
    ? new SendFailure(
      "The mail server takes no address that is not ASCII before the @.",
      "never",
    )
    : null;
}
