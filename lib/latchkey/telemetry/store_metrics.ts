/**
 * Metrics that are read from the database: live sessions, and the queue of emails.
 *
 * @module
 */
import { deadline } from "../deadline.ts";
import type { QueuedMail } from "../email/queued_mail.ts";
import type { Store } from "../store.ts";
import type { Telemetry } from "./telemetry.ts";

/** How many mails are read for one look at the queue; a longer queue is at least that long. */
const MAILS_READ = 1_000;

/** How long a number is good for at least, in milliseconds. */
const GOOD_FOR_MS = 10_000;

/**
 * A number that took long to find is good for that many times as long: so looking for
 * it takes one hundredth of the time, however large the store is.
 */
const REST = 100;

/** How long whoever asks waits for a number before they get the last one known, in milliseconds. */
const PATIENCE_MS = 1_000;

/** Adds the metrics of the database. Nothing is read until somebody looks. */
export function observeStoreMetrics(
  { instruments: { gauge } }: Pick<Telemetry, "instruments">,
  { sessions, mailQueue }: Pick<Store, "sessions" | "mailQueue">,
  now: () => number,
): void {
  gauge(
    { name: "latchkey.sessions.live", help: "Active sessions." },
    atLeisure(() => sessions.count()),
  );
  const queue = atLeisure(() => waitingMails(mailQueue));
  gauge(
    {
      name: "latchkey.email.queue.length",
      help: "Emails waiting to be sent, without those that were given up.",
    },
    async () => (await queue())?.length ?? null,
  );
  gauge(
    {
      name: "latchkey.email.queue.age",
      help: "Age of the oldest email in the queue.",
      unit: "s",
    },
    async () => {
      const waiting = await queue();
      return waiting && oldestAgeSeconds(waiting, now());
    },
  );
}

async function waitingMails(
  mailQueue: Store["mailQueue"],
): Promise<readonly QueuedMail[]> {
  const { items } = await mailQueue.list({ limit: MAILS_READ });
  return items.filter(({ dueAt }) => dueAt !== null);
}

function oldestAgeSeconds(mails: readonly QueuedMail[], now: number): number {
  const oldest = Math.min(now, ...mails.map(({ createdAt }) => createdAt));
  return (now - oldest) / 1000;
}

/**
 * Finds something once for all who ask within a while. Null while it was never found,
 * and when it cannot be: a store that does not answer must not take the other metrics
 * along.
 */
export function atLeisure<Found>(
  find: () => Promise<Found>,
): () => Promise<Found | null> {
  let last: Found | null = null;
  let goodUntil = 0;
  let finding: Promise<void> | null = null;

  async function look(): Promise<void> {
    const began = performance.now();
    last = await find().catch(() => null);
    const ended = performance.now();
    goodUntil = ended + Math.max(GOOD_FOR_MS, (ended - began) * REST);
    finding = null;
  }

  return async () => {
    if (performance.now() < goodUntil) return last;
    finding ??= look();
    // Too late for this look is in time for the next.
    await deadline(finding, PATIENCE_MS).catch(() => {});
    return last;
  };
}
