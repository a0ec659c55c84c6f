/**
 * The periodic jobs of a serving process. Several processes can run them at the same time.
 *
 * @module
 */
import { securityLog } from "./telemetry/security_events.ts";
import { failureFields } from "./telemetry/database_failures.ts";
import { isNewer } from "./database/schema_guard.ts";
import { deleteExpired } from "./database/expiry.ts";
import type { Feature, Services } from "./services.ts";

/** The interval of checking the email queue for retries and emails of other processes, in milliseconds. */
const DELIVER_EVERY_MS = 15_000;

/** The interval of checking whether a newer version has changed the database, in milliseconds. */
const CHECK_SCHEMA_EVERY_MS = 10_000;

/** The interval of removing accounts that are due or were never confirmed, in milliseconds. */
const REMOVE_EVERY_MS = 10 * 60_000;

/** The interval of deleting expired records, in milliseconds. */
const FORGET_EVERY_MS = 10 * 60_000;

/** The interval of logging counted security events, in milliseconds. */
const FLUSH_EVERY_MS = 10_000;

/** The maximum delay of a timer, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

/** The running jobs of a process. */
export interface BackgroundJobs {
  /** Starts no more jobs, aborts those of features, and resolves once they have ended. */
  stop(): Promise<void>;
}

/** Starts all jobs, which run until `stop` is called. */
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

/** Runs a feature's job periodically, never twice at the same time. */
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
      await store.ping(); // Fails if a newer version has changed the database.
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
    // Not needed at the start.
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
 * Creates the periodic check of the database schema. Logs one line when a newer version has
 * changed it, so that all operations fail, and one when it is supported again. Other failures
 * are logged where they occur.
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
