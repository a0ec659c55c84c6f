/**
 * Mail by SMTP (RFC 5321).
 *
 * @module
 */
import type { Services } from "../services.ts";
import type { Settings } from "../settings.ts";
import { domainOf, parseSender } from "./sender.ts";
import { failureOf } from "./smtp_failures.ts";
import { type Message, SEND_MS, type Transport } from "./transport.ts";

/** How long a mail server may leave one step unanswered, in milliseconds. */
const STEP_MS = 30_000;

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
export interface SmtpTransport extends Transport {
  /**
   * Connects and signs in, and sends nothing.
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
  const open = async () => {
    const { openTransporter } = await import("./smtp_transporter.ts"); // A start does without it.
    return openTransporter(settings, { stepMs, ca });
  };

  return {
    send: (message) =>
      within(sendMs, async (signal) => {
        const mail = { ...mailOf(message, domainOf(from)), from, signal };
        await (await open()).sendMail(mail);
      }),
    verify: () =>
      within(sendMs, async () => {
        await (await open()).verify();
      }),
  };
}

/** How long a mail server may leave one step unanswered that is asked whether it is there, in milliseconds. */
const CHECK_STEP_MS = 5_000;

/**
 * Connects to the mail server and logs in, and logs why when that fails: at a start, which
 * goes on, somebody is looking.
 */
export async function checkMailServer(
  { settings, log }: Pick<Services, "settings" | "log">,
): Promise<void> {
  if (settings.smtpUrl === null) return;
  try {
    await smtpTransport(settings, { stepMs: CHECK_STEP_MS }).verify();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    log.warn("mail.server_failed", {
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
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), milliseconds);
  try {
    await send(late.signal);
  } catch (error) {
    throw failureOf(error);
  } finally {
    clearTimeout(timer);
  }
}
