/**
 * What a serving process does by itself, again and again. Several processes may do it
 * beside each other.
 *
 * @module
 */
import { securityLog } from "./telemetry/security_events.ts";
import { failureFields } from "./telemetry/database_failures.ts";
import { isNewer } from "./database/schema_guard.ts";
import { deleteExpired } from "./database/expiry.ts";
import type { Feature, Services } from "./services.ts";

/** How often the queue of mails is looked at, in milliseconds: retries, and what another process left. */
const DELIVER_EVERY_MS = 15_000;

/** How often it is looked whether a newer app has changed the database, in milliseconds. */
const CHECK_SCHEMA_EVERY_MS = 10_000;

/** How often accounts are removed whose days are over, or that nobody confirmed, in milliseconds. */
const REMOVE_EVERY_MS = 10 * 60_000;

/** How often the database is rid of what has expired, in milliseconds. */
const FORGET_EVERY_MS = 10 * 60_000;

/** How often security events are logged that were counted, in milliseconds. */
const FLUSH_EVERY_MS = 10_000;

/** The longest that a timer can wait, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

/** What a process does by itself, until it is to stop. */
export interface BackgroundJobs {
  /** Begins nothing any more, tells the jobs of features to end, and resolves when they have. */
  stop(): Promise<void>;
}

/** Begins at once, and goes on until `stop`. */
export function startBackgroundJobs(services: Services): BackgroundJobs {
  const stopping = new AbortController();
  const jobs = services.site.features.flatMap((feature) =>
    Object.keys(feature.jobs).map((name) =>
      startJob(services, feature, name, stopping.signal)
    )
  );
  const stops = [
    every(CHECK_SCHEMA_EVERY_MS, createSchemaCheck(services)),
    every(DELIVER_EVERY_MS, () => services.mail.deliver()),
    every(REMOVE_EVERY_MS, () => removeAccounts(services)),
    every(FORGET_EVERY_MS, () => forgetExpired(services)),
    every(FLUSH_EVERY_MS, () => securityLog(services.log).flush()),
  ];
  return {
    async stop() {
      stops.forEach((stop) => stop());
      stopping.abort();
      await Promise.all(jobs.map(({ settled }) => settled()));
    },
  };
}

/** Runs a feature's job again and again, never beside itself. */
function startJob(
  { store, use, log }: Services,
  feature: Feature,
  name: string,
  signal: AbortSignal,
): { settled(): Promise<void> } {
  const job = feature.jobs[name];
  let running: Promise<void> | null = null;
  const run = async () => {
    try {
      await store.ping(); // Not in the database of a newer app.
      await job.run(use(feature), signal);
    } catch (error) {
      if (!signal.aborted) {
        log.error("job_failed", error, { feature: feature.name, job: name });
      }
    } finally {
      running = null;
    }
  };
  const stop = every(
    Math.min(job.everySeconds * 1000, LONGEST_MS),
    () => running ??= run(),
  );
  signal.addEventListener("abort", stop);
  return { settled: () => running ?? Promise.resolve() };
}

function every(milliseconds: number, work: () => unknown): () => void {
  const timer = setInterval(work, milliseconds);
  work();
  return () => clearInterval(timer);
}

async function removeAccounts(services: Services): Promise<void> {
  try {
    // A start does without these.
    const { removeDueAccounts } = await import(
      "./features/deletion/deletion.ts"
    );
    const { expireUnconfirmedAccounts } = await import(
      "./features/sign_up/unverified_accounts.ts"
    );
    await expireUnconfirmedAccounts(services);
    const accounts = await removeDueAccounts(services);
    if (accounts > 0) services.log.info("accounts_removed", { accounts });
  } catch (error) {
    services.log.error("accounts_not_removed", error);
  }
}

async function forgetExpired(
  { store, database, site, log, now }: Services,
): Promise<void> {
  try {
    const records = await store.forgetExpired(now()) +
      await deleteExpired(database, site.features, now());
    if (records > 0) log.info("expired_records_deleted", { records });
  } catch (error) {
    log.error("expired_records_not_deleted", error);
  }
}

/**
 * Makes a look at the database, to be taken again and again. The log has one line when
 * the store begins to refuse everything because it is a newer app's, and one when it no
 * longer does. Another trouble is told by whoever asks the store for something.
 */
export function createSchemaCheck(
  { store, log }: Pick<Services, "store" | "log">,
): () => Promise<void> {
  let isRefused = false;
  return async () => {
    try {
      await store.ping();
      if (isRefused) log.info("database.schema_supported");
      isRefused = false;
    } catch (error) {
      if (!isNewer(error)) return;
      if (!isRefused) log.warn("database.schema_too_new", failureFields(error));
      isRefused = true;
    }
  };
}
