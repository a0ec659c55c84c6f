/**
 * Sends what is in the queue.
 *
 * @module
 */
import type { SiteEmails } from "./define_email.ts";
import { LAST_ERROR_LENGTH, type QueuedMail } from "./queued_mail.ts";
import type { MailServices } from "./mail_context.ts";
import { createOutageLog } from "./outage.ts";
import { SEND_MS, SendFailure, type Transport } from "./transport.ts";

/** What a pass works with. */
interface Sending {
  readonly services: MailServices;
  readonly emails: SiteEmails;
  readonly transport: Transport;
  /**
   * Emails that went out while the store could not be told: it is told first, so that nobody
   * gets them again. No more than one a lane, since the store must be well to go on.
   */
  readonly sent: Set<string>;
}

/** How many mails are on their way at once, so that one slow server does not hold up all. */
const LANES = 4;

/**
 * How long a mail belongs to the process that took it, in milliseconds: nobody else
 * may send it while that one still might.
 */
export const LEASE_MS = SEND_MS + 180_000;

/** Passes over the queue, one at a time in a process. */
export interface Delivery {
  /** Begins a pass; when one is going on, makes it look once more. Resolves when it is over. */
  wake(): Promise<void>;
  /** The pass that is going on, or null. */
  pass(): Promise<void> | null;
}

/** Makes the deliverer of a process. */
export function createDelivery(
  services: MailServices,
  transport: Transport,
  emails: SiteEmails,
): Delivery {
  const notes = createOutageLog(services.log, services.now);
  const sending = { services, emails, transport, sent: new Set<string>() };
  let pass: Promise<void> | null = null;
  let lookAgain = false;

  const run = async () => {
    do {
      lookAgain = false;
      await emptyQueue(sending).then(notes.ended, notes.stopped);
    } while (lookAgain);
    pass = null; // With nothing between it and the last look.
  };
  return {
    wake() {
      lookAgain = true;
      return pass ??= run();
    },
    pass: () => pass,
  };
}

/**
 * Sends what is due, some of it at once, until nothing is.
 *
 * @throws what the store throws.
 */
async function emptyQueue(sending: Sending): Promise<void> {
  for (const id of sending.sent) await noteSent(sending, id);
  const lanes = Array.from({ length: LANES }, async () => {
    while (await sendNext(sending));
  });
  const ends = await Promise.allSettled(lanes);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}

/** Sends the email that has been due longest; false when none is. */
async function sendNext(sending: Sending): Promise<boolean> {
  const { store: { mailQueue }, telemetry, now } = sending.services;
  const mail = await mailQueue.claim(now(), now() + LEASE_MS);
  if (!mail) return false;
  try {
    await telemetry.span(`email ${mail.kind}`, () => send(sending, mail));
  } catch (error) {
    await putOff(sending.services, mail, error);
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

/** Writes the message and sends it. There is none when the reason for it is gone. */
async function send(
  { services, emails, transport }: Sending,
  mail: QueuedMail,
): Promise<void> {
  const { compose } = await import("./compose.tsx"); // A start does without it.
  const message = await compose(services, emails, mail);
  if (!message) return;
  await transport.send(message);
  const { id, kind } = message;
  services.log.info("email.sent", { kind, id }); // Neither address nor text, which holds tokens.
  services.telemetry.metrics.emails.add(kind, "sent");
}

async function putOff(
  { store, log, telemetry, now }: MailServices,
  mail: QueuedMail,
  error: unknown,
): Promise<void> {
  const known = error instanceof SendFailure;
  const reason = known ? error.message : "An error of our own; see the log.";
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

/** The pauses after the first attempts, in milliseconds; after these, an hour each time. */
const PAUSES_MS = [
  MINUTE_MS / 2,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
];

/** For how long an email is tried, in milliseconds: a server that is down for longer is missed by people. */
const TRIED_FOR_MS = 24 * HOUR_MS;

/** The time of the next attempt; null when there have been enough. */
function nextAttempt(
  { createdAt, attempts }: Pick<QueuedMail, "createdAt" | "attempts">,
  now: number,
): number | null {
  const next = now + (PAUSES_MS[attempts - 1] ?? HOUR_MS);
  return next <= createdAt + TRIED_FOR_MS ? next : null;
}
