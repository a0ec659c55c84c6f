/**
 * Puts the services together for a process.
 *
 * @module
 */
import { seedDemoUsers } from "./features/account/demo_users.ts";
import { openKeyRing } from "./crypto/key_ring.ts";
import { DATA_KEYS, openKeySet } from "./crypto/key_sources.ts";
import { createSecrets } from "./crypto/secrets.ts";
import { createPasswordHasher } from "./crypto/password_hasher.ts";
import { createLog } from "./telemetry/log.ts";
import type { Services, Site } from "./services.ts";
import { openMailer } from "./site_mailer.ts";
import type { Settings } from "./settings/settings.ts";
import { migrationsOf } from "./tables.ts";
import { openStore } from "./open_store.ts";
import { createUse } from "./feature.ts";
import { observeFeatureCounts } from "./feature_counts.ts";
import { mustBeDistinct, mustSuit } from "./site_check.ts";
import { startTelemetry } from "./telemetry/open.ts";

/**
 * Opens what the settings name. `services.store.close()` closes it.
 *
 * @throws {SiteError} when features of the site do not go together.
 * @throws {SettingsError} when there is no key to sign with.
 * @throws what the database or the file system throws.
 */
export async function openServices(
  site: Site,
  settings: Settings,
): Promise<Services> {
  mustBeDistinct(site);
  mustSuit(site, settings);
  const { appEnv, bcryptCost, logLevel } = settings;
  const now = Date.now;
  const keys = await openKeyRing(settings);
  const { telemetry, over, startExport } = await startTelemetry(settings, now);
  const log = createLog(logLevel, appEnv === "production" ? "json" : "text");
  const { database, store: bare } = await openStore(
    settings,
    migrationsOf(site),
  );
  const store = over(bare);
  const base = { site, settings, database, store, keys, log, telemetry, now };
  const others: Omit<Services, "use"> = {
    ...base,
    passwords: createPasswordHasher({ cost: bcryptCost, telemetry }),
    secrets: createSecrets(() => openKeySet(settings, DATA_KEYS)),
    mail: openMailer(base),
  };
  const services = { ...others, use: createUse(others) };
  observeFeatureCounts(services);
  startExport();
  await seedDemoUsers(services);
  return services;
}

/**
 * Loads what the first login will need, which takes too long for a start: call it
 * once the server listens. Logs when bcrypt has to run on the main thread.
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
