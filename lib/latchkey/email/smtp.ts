/**
 * Mail by SMTP (RFC 5321).
 *
 * @module
 */
import { deadline } from "../deadline.ts";
import type { Settings } from "../settings/settings.ts";
import type { MailServices } from "./mail_context.ts";
import { domainOf, parseSender } from "./sender.ts";
import { failureOf } from "./smtp_failures.ts";
import { handOver, needsUtf8, SENDER_NEEDS_UTF8 } from "./smtp_utf8.ts";
import {
  type Message,
  SEND_MS,
  SendFailure,
  type Transport,
} from "./transport.ts";

/** How long a mail server may leave one step unanswered, in milliseconds. */
const STEP_MS = 30_000;

/** How long a page waits for a mail server to say what it offers, in milliseconds. */
const ASK_MS = 5_000;

/** What tests change. */
export interface SmtpOptions {
  /** Milliseconds a server may leave one step unanswered. */
  readonly stepMs?: number;
  /** Milliseconds one message may take. */
  readonly sendMs?: number;
  /** A certificate to trust besides those of the system, as PEM. */
  readonly ca?: string;
}

/** A mail server. */
export interface SmtpTransport extends Required<Transport> {
  /**
   * Connects and logs in, and sends nothing.
   *
   * @throws {SendFailure} when that does not succeed.
   */
  verify(): Promise<void>;
}

/**
 * Sends by the server of `SMTP_URL`, over a connection of its own each time: mails
 * are few, and an idle connection is one more thing to lose.
 */
export function smtpTransport(
  settings: Settings,
  { stepMs = STEP_MS, sendMs = SEND_MS, ca }: SmtpOptions = {},
): SmtpTransport {
  const from = parseSender(settings.mailFrom) ??
    { name: "", address: settings.mailFrom };
  let takesUtf8: boolean | null = null; // Not known before the first connection.
  const open = async () => {
    const { openTransporter } = await import("./smtp_transporter.ts"); // A start does without it.
    let offers = false;
    const hear = (offersUtf8: boolean) => takesUtf8 = offers = offersUtf8;
    const transporter = openTransporter(settings, { stepMs, ca, hear });
    return { transporter, offersUtf8: () => offers };
  };
  const verify = () =>
    within(sendMs, async () => {
      const { transporter, offersUtf8 } = await open();
      await transporter.verify();
      if (needsUtf8(from.address) && !offersUtf8()) {
        throw new SendFailure(SENDER_NEEDS_UTF8);
      }
    });
  let asking: Promise<void> | null = null;

  return {
    send: (message) =>
      within(sendMs, async (signal) => {
        const { transporter, offersUtf8 } = await open();
        const envelope = { from: from.address, to: message.to };
        const kept = handOver(transporter, envelope, offersUtf8);
        const mail = { ...mailOf(message, domainOf(from)), from, signal };
        await transporter.sendMail(mail).catch((error) => {
          throw kept() ?? error;
        });
      }),
    verify,
    async reaches(address) {
      if (!needsUtf8(address)) return true;
      if (takesUtf8 === null) {
        asking ??= deadline(verify(), ASK_MS).catch(() => {})
          .finally(() => asking = null);
        await asking;
      }
      return takesUtf8 ?? false;
    },
  };
}

/** How long a mail server may leave one step unanswered that is asked whether it is there, in milliseconds. */
const CHECK_STEP_MS = 5_000;

/**
 * Connects to the mail server and logs in, and logs why when that fails: at a start, which
 * goes on, somebody is looking.
 */
export async function checkMailServer(
  { settings, log }: Pick<MailServices, "settings" | "log">,
): Promise<void> {
  if (!settings.smtpUrl?.protocol.startsWith("smtp")) return;
  try {
    await smtpTransport(settings, { stepMs: CHECK_STEP_MS }).verify();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    log.warn("email.server_failed", {
      reason: error.message,
      effect: "Emails wait in the queue until it works.",
      advice: "Check SMTP_URL, then run `deno task cli doctor`.",
    });
  }
}

function mailOf({ id, to, subject, text, html }: Message, domain: string) {
  return {
    to: { name: "", address: to },
    subject,
    text,
    html,
    messageId: `<${id}@${domain}>`, // The same for every copy.
    headers: { "Auto-Submitted": "auto-generated" }, // RFC 3834 §5
  };
}

async function within(
  milliseconds: number,
  send: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  try {
    await send(AbortSignal.timeout(milliseconds));
  } catch (error) {
    throw failureOf(error);
  }
}
