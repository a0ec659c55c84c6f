/**
 * Opens the services of a process.
 *
 * @module
 */
import { seedDemoUsers } from "./features/account/demo_users.ts";
import { openKeyRing } from "./crypto/key_ring.ts";
import { DATA_KEYS, openKeySet } from "./crypto/key_sources.ts";
import { createSecrets, type Secrets } from "./crypto/secrets.ts";
import { featuresWithDataKeys } from "./crypto/needed_data_keys.ts";
import { createPasswordHasher } from "./crypto/password_hasher.ts";
import { createLog } from "./telemetry/log.ts";
import type { Services, Site } from "./services.ts";
import { openMailer } from "./site_mailer.ts";
import type { Settings } from "./settings/settings.ts";
import { migrationsOf } from "./tables.ts";
import { openStore } from "./open_store.ts";
import { createUse } from "./feature.ts";
import { observeFeatureCounts } from "./feature_counts.ts";
import { ensureDistinct, ensureSuitable } from "./site_check.ts";
import { startTelemetry } from "./telemetry/open.ts";

/**
 * Opens the database, keys, mailer and everything else that the settings name, and applies
 * pending migrations. Adds the demo users in development, and removes them in every other mode.
 * Close the services with `services.store.close()`.
 *
 * @throws {SiteError} when features of the site conflict, or don't provide what the settings
 * ask for.
 * @throws {SettingsError} when production has no `JWT_KEYS`, or no `DATA_KEYS` although a feature
 * needs them, or they are invalid.
 * @throws {StoreOpenError} when an operator must act before the database can be used.
 * @throws {StoreUnavailableError} when the database doesn't answer.
 *
 * @example
 * ```ts
 * import { defineSite } from "@latchkey/core";
 * import { ENGLISH } from "@latchkey/core/i18n";
 * import { openServices, processSettings } from "@latchkey/core/server";
 *
 * const site = defineSite({ name: "Reading list", languages: [ENGLISH] });
 * const services = await openServices(site, processSettings(site));
 * await services.store.close();
 * ```
 */
export async function openServices(
  site: Site,
  settings: Settings,
): Promise<Services> {
  ensureDistinct(site);
  ensureSuitable(site, settings);
  const { appEnv, bcryptCost, logLevel } = settings;
  const now = Date.now;
  const keys = await openKeyRing(settings);
  const secrets = await openSecrets(site, settings);
  const { telemetry, over: observe, startExport } = await startTelemetry(
    settings,
    now,
  );
  const log = createLog(logLevel, appEnv === "production" ? "json" : "text");
  const { database, store: unobserved } = await openStore(
    settings,
    migrationsOf(site),
  );
  const store = observe(unobserved);
  const base = { site, settings, database, store, keys, log, telemetry, now };
  const withoutUse: Omit<Services, "use"> = {
    ...base,
    passwords: createPasswordHasher({ cost: bcryptCost, telemetry }),
    secrets,
    mail: openMailer(base),
  };
  const services = { ...withoutUse, use: createUse(withoutUse) };
  observeFeatureCounts(services);
  startExport();
  await seedDemoUsers(services);
  return services;
}

/** Opens the data keys now if a feature needs them, so that bad ones stop the start. */
async function openSecrets(site: Site, settings: Settings): Promise<Secrets> {
  const open = () => openKeySet(settings, DATA_KEYS);
  const rounds = settings.appEnv === "test" ? 1 : undefined;
  if (featuresWithDataKeys(site, settings).length === 0) {
    return createSecrets(open, rounds);
  }
  const set = await open();
  return createSecrets(() => Promise.resolve(set), rounds);
}

/**
 * Loads what the first login needs and what would slow down the start. Call it once the server
 * listens. Logs a warning when bcrypt has to run on the main thread.
 */
export async function warmUp(
  { passwords, log }: Pick<Services, "passwords" | "log">,
): Promise<void> {
  await passwords.warmUp();
  if (!passwords.native) {
    log.warn("bcrypt_on_main_thread", {
      advice: "Run `deno task cli doctor`, which says why.",
    });
  }
}
