/**
 * Metrics from the database: active sessions and the email queue.
 *
 * @module
 */
import { deadline } from "../deadline.ts";
import type { QueuedMail } from "../email/queued_mail.ts";
import type { Store } from "../store.ts";
import type { Telemetry } from "./telemetry.ts";

/** The maximum number of emails read from the queue. A longer queue is reported as this long. */
const MAILS_READ = 1_000;

/** The minimum time that a value is reused, in milliseconds. */
const REUSE_MS = 10_000;

/**
 * A value is reused for this many times the duration of its query, so that queries take at
 * most 1% of the time, however large the database is.
 */
const REUSE_FACTOR = 100;

/** The time to wait for a query before the last value is used, in milliseconds. */
const TIMEOUT_MS = 1_000;

/** Adds the metrics of the database, which are only queried when they are read. */
export function observeStoreMetrics(
  { instruments: { gauge } }: Pick<Telemetry, "instruments">,
  { sessions, mailQueue }: Pick<Store, "sessions" | "mailQueue">,
  now: () => number,
): void {
  gauge(
    { name: "latchkey.sessions.live", help: "Active sessions." },
    cachedQuery(() => sessions.count()),
  );
  const queue = cachedQuery(() => waitingMails(mailQueue));
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
 * Caches the result of a query. Null before the first result and after a failure, so that a
 * database that does not answer does not affect other metrics.
 */
export function cachedQuery<Found>(
  find: () => Promise<Found>,
): () => Promise<Found | null> {
  let last: Found | null = null;
  let reusedUntil = 0;
  let finding: Promise<void> | null = null;

  async function look(): Promise<void> {
    const began = performance.now();
    last = await find().catch(() => null);
    const ended = performance.now();
    reusedUntil = ended + Math.max(REUSE_MS, (ended - began) * REUSE_FACTOR);
    finding = null;
  }

  return async () => {
    if (performance.now() < reusedUntil) return last;
    finding ??= look();
    // A late result is used for the next reading.
    await deadline(finding, TIMEOUT_MS).catch(() => {});
    return last;
  };
}
