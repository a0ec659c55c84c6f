/**
 * Sends what lies in the queue.
 *
 * @module
 */
import type { Services } from "../services.ts";
import type { QueuedMail } from "./queued_mail.ts";
import { createOutageNotes } from "./outage.ts";
import { nextTry } from "./retries.ts";
import { SEND_MS, SendFailure, type Transport } from "./transport.ts";

/** What it works with. */
export type DeliveryServices = Pick<
  Services,
  "site" | "settings" | "store" | "keys" | "log" | "watch" | "now"
>;

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
  services: DeliveryServices,
  transport: Transport,
): Delivery {
  const notes = createOutageNotes(services.log, services.now);
  const sent = new Set<string>();
  let pass: Promise<void> | null = null;
  let lookAgain = false;

  const run = async () => {
    do {
      lookAgain = false;
      await emptyQueue(services, transport, sent)
        .then(notes.ended, notes.stopped);
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
 * @param sent Mails that went out while the store could not be told: it is told first, so
 * that nobody gets them again. No more than one a lane, since the store must be well to go on.
 * @throws what the store throws.
 */
async function emptyQueue(
  services: DeliveryServices,
  transport: Transport,
  sent: Set<string>,
): Promise<void> {
  for (const id of sent) await noteSent(services, id, sent);
  const lanes = Array.from({ length: LANES }, async () => {
    while (await sendNext(services, transport, sent));
  });
  const ends = await Promise.allSettled(lanes);
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
}

/** Sends the mail that has been due longest; false when none is. */
async function sendNext(
  services: DeliveryServices,
  transport: Transport,
  sent: Set<string>,
): Promise<boolean> {
  const { store: { mailQueue }, now } = services;
  const mail = await mailQueue.claim(now(), now() + LEASE_MS);
  if (!mail) return false;
  try {
    await services.watch.span(
      `mail ${mail.kind}`,
      () => send(services, transport, mail),
    );
  } catch (error) {
    await putOff(services, mail, error);
    return true;
  }
  sent.add(mail.id);
  await noteSent(services, mail.id, sent);
  return true;
}

async function noteSent(
  { store }: DeliveryServices,
  id: string,
  sent: Set<string>,
): Promise<void> {
  await store.mailQueue.done(id);
  sent.delete(id);
}

/** Makes the message and sends it. There is none when what it is about is over, or never was. */
async function send(
  services: DeliveryServices,
  transport: Transport,
  mail: QueuedMail,
): Promise<void> {
  const { compose } = await import("./compose.ts"); // A start does without it.
  const message = await compose(services, mail);
  if (!message) return;
  await transport.send(message);
  services.watch.numbers.mails.add(mail.kind, "sent");
}

async function putOff(
  { store, log, watch, now }: DeliveryServices,
  mail: QueuedMail,
  error: unknown,
): Promise<void> {
  const known = error instanceof SendFailure;
  const lastError = known ? error.message : "An error of our own; see the log.";
  const dueAt = known && error.again === "never" ? null : nextTry(mail, now());
  await store.mailQueue.postpone(mail.id, { dueAt, lastError });
  watch.numbers.mails.add(mail.kind, dueAt === null ? "given_up" : "put_off");
  const fields = { kind: mail.kind, id: mail.id, attempts: mail.attempts };
  if (dueAt === null) log.error("mail.given_up", error, fields);
  else if (known) log.warn("mail.put_off", { ...fields, reason: lastError });
  else log.error("mail.failed", error, fields);
}
