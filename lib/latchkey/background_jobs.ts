/**
 * Jobs that each serving process runs in the background. They are safe to run in several
 * processes at the same time.
 *
 * @module
 */
import { securityLog } from "./telemetry/security_events.ts";
import { failureFields } from "./telemetry/database_failures.ts";
import { isNewer } from "./database/schema_guard.ts";
import { deleteExpired } from "./database/expiry.ts";
import type { Feature, Services } from "./services.ts";

/**
 * Milliseconds between passes over the email queue: for retries, and for emails that another
 * process left behind.
 */
const DELIVER_EVERY_MS = 15_000;

/** Milliseconds between checks for schema changes by a newer version of the app. */
const CHECK_SCHEMA_EVERY_MS = 10_000;

/**
 * Milliseconds between removals of accounts that are due for deletion or were never confirmed.
 */
const REMOVE_EVERY_MS = 10 * 60_000;

/** Milliseconds between deletions of expired rows. */
const DELETE_EXPIRED_EVERY_MS = 10 * 60_000;

/** Milliseconds between log lines for security events that were only counted. */
const FLUSH_EVERY_MS = 10_000;

/** The longest delay of `setInterval`, in milliseconds. */
const MAX_INTERVAL_MS = 2 ** 31 - 1;

/** Background jobs that are running. */
export interface BackgroundJobs {
  /** Starts no more jobs, aborts those of features, and resolves when they have ended. */
  stop(): Promise<void>;
}

/** Starts all jobs at once. */
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
    every(DELETE_EXPIRED_EVERY_MS, () => deleteExpiredRows(services)),
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

/**
 * Runs a feature's job at its interval, and skips a run while the previous one is still going.
 */
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
      await store.ping(); // Throws if a newer app has changed the schema.
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
    Math.min(job.everySeconds * 1000, MAX_INTERVAL_MS),
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
    // Loaded late, to keep the start fast.
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

async function deleteExpiredRows(
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
 * Returns a check of the database's schema. It logs one line when a newer app has changed the
 * schema, and one when the schema is known again. It ignores other failures: the operation that
 * meets them logs them.
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
