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
import { StoreOpenError } from "./unavailable.ts";

/** What to do about a database that is missing on Deno Deploy. */
export const ASSIGN_DATABASE =
  "Deno Deploy keeps no files, so the site needs PostgreSQL there. Create a " +
  "database with `deno deploy database provision <name> --kind prisma --region " +
  "<region>`, or link your own with `deno deploy database link <name>`, and " +
  "assign it to the app with `deno deploy database assign <name>`. Or set " +
  "DATABASE_URL.";

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
 * @throws {StoreOpenError} when the settings name neither; what the file system or the database throws.
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
  if (databaseUrl === null) {
    if (databaseFile !== null) {
      return { store: await openKvStore(databaseFile) };
    }
    throw new StoreOpenError(`There is no database. ${ASSIGN_DATABASE}`);
  }
  const { openPostgres } = await import("./postgres/store.ts"); // A start without it is faster.
  return await openPostgres(databaseUrl);
}
