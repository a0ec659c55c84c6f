/**
 * Puts the services together for a process.
 *
 * @module
 */
import { seedDemoUsers } from "./auth/demo_users.ts";
import { openKeyRing } from "./auth/keys.ts";
import { createPasswordHasher } from "./auth/passwords.ts";
import { createLog } from "./log.ts";
import type { Services } from "./services.ts";
import type { Settings } from "./settings.ts";
import { openStore } from "./store/open.ts";

/**
 * Opens what the settings name. `services.store.close()` closes it.
 *
 * @throws {SettingsError} when there is no key to sign with.
 * @throws what the database or the file system throws.
 */
export async function openServices(settings: Settings): Promise<Services> {
  const { appEnv, bcryptCost, logLevel } = settings;
  const now = Date.now;
  const keys = await openKeyRing(settings);
  const store = await openStore(settings, now);
  const services: Services = {
    settings,
    store,
    keys,
    passwords: createPasswordHasher({ cost: bcryptCost }),
    log: createLog(logLevel, appEnv === "production" ? "json" : "text"),
    now,
  };
  await seedDemoUsers(services);
  return services;
}

/**
 * Loads what the first sign-in will need, which takes too long for a start: call it
 * once the server listens. Logs when bcrypt has to run on the main thread.
 */
export async function warmUp(
  { passwords, log }: Pick<Services, "passwords" | "log">,
): Promise<void> {
  await passwords.warmUp();
  if (!passwords.native) {
    log.warn("bcrypt_on_main_thread", {
      advice: "Start with --allow-ffi, or run `deno task cli doctor`.",
    });
  }
}
