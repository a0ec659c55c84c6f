/**
 * Opens the store that the settings name.
 *
 * @module
 */
import type { Settings } from "../settings.ts";
import { cacheSessions } from "./cached_sessions.ts";
import { kvStore, openKv } from "./kv.ts";
import type { Store } from "./store.ts";

/**
 * Opens the database at `KV_PATH`, with found sessions cached if the settings say so.
 *
 * @param now The clock by which the cache ages, in milliseconds since the epoch.
 * @throws what the file system or the database throws.
 */
export async function openStore(
  settings: Pick<Settings, "kvPath" | "sessionCacheSeconds">,
  now: () => number,
): Promise<Store> {
  const store = kvStore(await openKv(settings.kvPath));
  const { sessionCacheSeconds: maxAgeSeconds } = settings;
  return maxAgeSeconds > 0
    ? cacheSessions(store, { maxAgeSeconds, now })
    : store;
}
