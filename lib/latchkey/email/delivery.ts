/**
 * Sends the emails in the queue.
 *
 * @module
 */
import * as v from "valibot";
import type { SiteEmails } from "./define_email.ts";
import { LAST_ERROR_LENGTH, type QueuedMail } from "./queued_mail.ts";
import type { MailServices } from "./mail_context.ts";
import { createOutageLog } from "./outage.ts";
import { SEND_MS, SendFailure, type Transport } from "./transport.ts";

/** The dependencies and the state of a pass over the queue. */
interface Sending {
  readonly services: MailServices;
  readonly emails: SiteEmails;
  readonly transport: Transport;
  /**
   * Emails that were sent but could not be removed from the queue. They are removed first, so
   * that nobody receives them twice. At most one per worker, since a pass stops when the store
   * fails.
   */
  readonly sent: Set<string>;
}

/** Emails sent at the same time, so that one slow server doesn't delay all others. */
const CONCURRENCY = 4;

/**
 * How long an email belongs to the process that claimed it, in milliseconds: longer than that
 * process can still be sending it ({@linkcode SEND_MS}).
 *
 * @example
 * ```ts
 * import { LEASE_MS, testServices } from "@latchkey/core/testing";
 *
 * await using services = await testServices();
 * services.clock.advance(LEASE_MS); // Emails of a process that was killed are due again.
 * await services.mail.deliver();
 * ```
 */
export const LEASE_MS = SEND_MS + 180_000;

/** Runs passes over the queue, one at a time in a process. */
export interface Delivery {
  /** Starts a pass, or makes the current one check again. Resolves when it is over. */
  wake(): Promise<void>;
  /** The current pass, or null. */
  pass(): Promise<void> | null;
}

/** Creates the delivery of a process. */
export function createDelivery(
  services: MailServices,
  transport: Transport,
  emails: SiteEmails,
): Delivery {
  const outageLog = createOutageLog(services.log, services.now);
  const sending = { services, emails, transport, sent: new Set<string>() };
  let pass: Promise<void> | null = null;
  let checkAgain = false;

  const run = async () => {
    do {
      checkAgain = false;
      await emptyQueue(sending).then(outageLog.ended, outageLog.stopped);
    } while (checkAgain);
    pass = null; // In the same tick as the last check.
  };
  return {
    wake() {
      checkAgain = true;
      return pass ??= run();
    },
    pass: () => pass,
  };
}

/**
 * Sends all due emails, a few at a time.
 *
 * @throws the store's errors.
 */
async function emptyQueue(sending: Sending): Promise<void> {
  for (const id of sending.sent) await noteSent(sending, id);
  const workers = Array.from({ length: CONCURRENCY }, async () => {
    while (await sendNext(sending));
  });
  const ends = await Promise.allSettled(workers);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}

/** Sends the email that has been due the longest; false when none is due. */
async function sendNext(sending: Sending): Promise<boolean> {
  const { store: { mailQueue }, telemetry, now } = sending.services;
  const mail = await mailQueue.claim(now(), now() + LEASE_MS);
  if (!mail) return false;
  try {
    await telemetry.span(`email ${mail.kind}`, () => send(sending, mail));
  } catch (error) {
    await postpone(sending.services, mail, error);
    return true;
  }
  sending.sent.add(mail.id);
  await noteSent(sending, mail.id);
  return true;
}

async function noteSent({ services, sent }: Sending, id: string) {
  await services.store.mailQueue.done(id);
  sent.delete(id);
}

/** Renders the message and sends it, unless its reason is gone. */
async function send(
  { services, emails, transport }: Sending,
  mail: QueuedMail,
): Promise<void> {
  const { compose } = await import("./compose.tsx"); // Loaded late, to keep the start fast.
  const message = await compose(services, emails, mail);
  if (!message) return;
  await transport.send(message);
  const email = emails.byKind.get(mail.kind);
  if (email?.sent) await email.sent(services, v.parse(email.data, mail.data));
  const { id, kind } = message;
  services.log.info("email.sent", { kind, id }); // Neither the address nor the text, which contains tokens.
  services.telemetry.metrics.emails.add(kind, "sent");
}

async function postpone(
  { store, log, telemetry, now }: MailServices,
  mail: QueuedMail,
  error: unknown,
): Promise<void> {
  const known = error instanceof SendFailure;
  const reason = known ? error.message : "Internal error. See the log.";
  const lastError = reason.slice(0, LAST_ERROR_LENGTH).toWellFormed();
  const dueAt = known && error.again === "never"
    ? null
    : nextAttempt(mail, now());
  await store.mailQueue.postpone(mail.id, { dueAt, lastError });
  telemetry.metrics.emails.add(
    mail.kind,
    dueAt === null ? "given_up" : "deferred",
  );
  const fields = { kind: mail.kind, id: mail.id, attempts: mail.attempts };
  if (dueAt === null) log.error("email.given_up", error, fields);
  else if (known) log.warn("email.deferred", { ...fields, reason: lastError });
  else log.error("email.failed", error, fields);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Pauses after the first attempts, in milliseconds; an hour after later ones. */
const PAUSES_MS = [
  MINUTE_MS / 2,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
];

/**
 * How long an email is retried, in milliseconds. A server that is down for longer doesn't go
 * unnoticed.
 */
const TRIED_FOR_MS = 24 * HOUR_MS;

/** The time of the next attempt; null when it would be too late. */
function nextAttempt(
  { createdAt, attempts }: Pick<QueuedMail, "createdAt" | "attempts">,
  now: number,
): number | null {
  const next = now + (PAUSES_MS[attempts - 1] ?? HOUR_MS);
  return next <= createdAt + TRIED_FOR_MS ? next : null;
}
