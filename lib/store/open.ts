/**
 * Opens the store that the settings name.
 *
 * @module
 */
import type { Settings } from "../settings.ts";
import { cacheSessions } from "./cached_sessions.ts";
import { openKvStore } from "./kv.ts";
import type { FollowChanges } from "./session_changes.ts";
import type { Store } from "./store.ts";

/** What somebody has to do with a store while it is open. */
export interface StoreOptions {
  /** Puts something around the database itself, beneath the cache. */
  readonly watch?: (store: Store) => Store;
  /** Told whether other processes' changes are heard of, each time they begin or cease to be, and at each try that fails. */
  readonly listening?: (told: boolean) => void;
}

/**
 * Opens PostgreSQL by `DATABASE_URL`, or where there is none Deno KV by `DATABASE_FILE`, with
 * found sessions cached if the settings say so.
 *
 * @param now The clock by which the cache ages, in milliseconds since the epoch.
 * @throws what the file system or the database throws.
 */
export async function openStore(
  settings: Pick<
    Settings,
    "databaseFile" | "databaseUrl" | "sessionCacheSeconds"
  >,
  now: () => number,
  { watch = (store) => store, listening = () => {} }: StoreOptions = {},
): Promise<Store> {
  const { store: database, follow } = await openDatabase(settings);
  const store = watch(database);
  const { sessionCacheSeconds: maxAgeSeconds } = settings;
  return maxAgeSeconds > 0
    ? cacheSessions(store, {
      maxAgeSeconds,
      now,
      follow: follow && overheard(follow, listening),
    })
    : store;
}

/** The same, with `listening` told what the follower is. */
function overheard(
  follow: FollowChanges,
  listening: (told: boolean) => void,
): FollowChanges {
  return (follower) =>
    follow({
      ...follower,
      listening(told) {
        follower.listening(told);
        listening(told);
      },
    });
}

async function openDatabase(
  { databaseUrl, databaseFile }: Pick<Settings, "databaseUrl" | "databaseFile">,
): Promise<{ store: Store; follow?: FollowChanges }> {
  if (databaseUrl === null) return { store: await openKvStore(databaseFile) };
  const { openPostgres } = await import("./postgres/store.ts"); // A start without it is faster.
  return await openPostgres(databaseUrl);
}
