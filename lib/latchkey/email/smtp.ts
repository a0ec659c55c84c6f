/**
 * Sends email over SMTP (RFC 5321).
 *
 * @module
 */
import { deadline } from "../deadline.ts";
import type { Settings } from "../settings/settings.ts";
import type { MailServices } from "./mail_context.ts";
import { domainOf, parseSender } from "./sender.ts";
import { failureOf } from "./smtp_failures.ts";
import { needsUtf8, SENDER_NEEDS_UTF8, setEnvelope } from "./smtp_utf8.ts";
import {
  type Message,
  SEND_MS,
  SendFailure,
  type Transport,
} from "./transport.ts";

/** The timeout of one step, in milliseconds. */
const STEP_MS = 30_000;

/** How long a page waits for the mail server's capabilities, in milliseconds. */
const ASK_MS = 5_000;

/** Options, for tests. */
export interface SmtpOptions {
  /** The timeout of one step, in milliseconds. */
  readonly stepMs?: number;
  /** The timeout of one message, in milliseconds. */
  readonly sendMs?: number;
  /** A CA certificate in PEM to trust in addition to the system's. */
  readonly ca?: string;
}

/** A transport to a mail server. */
export interface SmtpTransport extends Required<Transport> {
  /**
   * Connects and logs in without sending anything.
   *
   * @throws {SendFailure} when that fails.
   */
  verify(): Promise<void>;
}

/**
 * Sends through the server of `SMTP_URL`, with a new connection each time: emails are few, and
 * idle connections get lost.
 */
export function smtpTransport(
  settings: Settings,
  { stepMs = STEP_MS, sendMs = SEND_MS, ca }: SmtpOptions = {},
): SmtpTransport {
  const from = parseSender(settings.mailFrom) ??
    { name: "", address: settings.mailFrom };
  let takesUtf8: boolean | null = null; // Unknown before the first connection.
  const open = async () => {
    const { openTransporter } = await import("./smtp_transporter.ts"); // Loaded late, to keep the start fast.
    let offers = false;
    const onHello = (offersUtf8: boolean) => takesUtf8 = offers = offersUtf8;
    const transporter = openTransporter(settings, { stepMs, ca, onHello });
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
  let checking: Promise<void> | null = null;

  return {
    send: (message) =>
      within(sendMs, async (signal) => {
        const { transporter, offersUtf8 } = await open();
        const envelope = { from: from.address, to: message.to };
        const rejection = setEnvelope(transporter, envelope, offersUtf8);
        const mail = { ...mailOf(message, domainOf(from)), from, signal };
        await transporter.sendMail(mail).catch((error) => {
          throw rejection() ?? error;
        });
      }),
    verify,
    async reaches(address) {
      if (!needsUtf8(address)) return true;
      if (takesUtf8 === null) {
        checking ??= deadline(verify(), ASK_MS).catch(() => {})
          .finally(() => checking = null);
        await checking;
      }
      return takesUtf8 ?? false;
    },
  };
}

/** The timeout of one step of the check at the start, in milliseconds. */
const CHECK_STEP_MS = 5_000;

/**
 * Connects to the mail server and logs in, and logs a failure. It runs at the start, when
 * someone is likely to see it. The start continues either way.
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
