/**
 * Remembers for a few seconds what `sessions.find` gave, since every signed-in
 * request asks for it.
 *
 * What this process changes is forgotten at once, and what another changes as soon as
 * the database tells. Where it does not, or its word is lost, a change may be believed
 * for `maxAgeSeconds` longer: that is the price, and its bound.
 *
 * @module
 */
import { setBounded } from "../bounded_map.ts";
import type { FollowChanges, SessionChange } from "./session_changes.ts";
import type { SessionStore, Store } from "./store.ts";

/** How long and how much is remembered. */
export interface SessionCacheOptions {
  readonly maxAgeSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How many sessions at most; the oldest entries go first. */
  readonly capacity?: number;
  /** How the database tells what other processes change. While it does not, nothing is remembered. */
  readonly follow?: FollowChanges;
}

type Found = Awaited<ReturnType<SessionStore["find"]>>;

interface Entry {
  readonly found: NonNullable<Found>;
  readonly readAt: number;
}

/** About 10 MB when full. */
const CAPACITY = 10_000;

/** Wraps a store; all but finding sessions goes through to it. */
export function cacheSessions(
  store: Store,
  options: SessionCacheOptions,
): Store {
  const { users, sessions } = store;
  const cache = createCache(sessions.find, options);
  const { find, forgetSession, forgetUser, forgetEveryone } = cache;
  const following = options.follow?.({
    listening: cache.trust,
    changed: (change) => forget(cache, change),
  });
  return {
    ...store,
    async close() {
      await following?.close();
      await store.close();
    },
    users: {
      ...users,
      update: forgetting(users.update, forgetUser),
      rehash: forgetting(users.rehash, forgetUser),
      changePassword: forgetting(users.changePassword, forgetUser),
      secure: forgetting(users.secure, forgetUser),
      changeAddress: forgetting(users.changeAddress, forgetUser),
      restoreAddress: forgetting(users.restoreAddress, forgetUser),
      expireUnconfirmed: forgetting(users.expireUnconfirmed, forgetUser),
      remove: forgetting(users.remove, forgetUser),
    },
    sessions: {
      ...sessions,
      find,
      touch: forgetting(sessions.touch, forgetSession),
      confirmPassword: forgetting(sessions.confirmPassword, forgetSession),
      end: forgetting(sessions.end, forgetSession),
      endAll: forgetting(sessions.endAll, forgetUser),
      endOthers: forgetting(sessions.endOthers, forgetUser),
      endEveryone: forgetting(sessions.endEveryone, forgetEveryone),
    },
  };
}

function createCache(
  read: SessionStore["find"],
  { now, maxAgeSeconds, capacity = CAPACITY, follow }: SessionCacheOptions,
) {
  const entries = new Map<string, Entry>();
  let changes = 0;
  let trusted = follow === undefined;
  return {
    /** Whether anything may be remembered. */
    trust(yes: boolean): void {
      changes++;
      entries.clear();
      trusted = yes;
    },
    async find(
      id: string,
      userId: string,
      fresh?: "fresh",
    ): Promise<Found> {
      const entry = entries.get(id);
      if (!fresh && entry && entry.found.user.id === userId) {
        const age = now() - entry.readAt;
        if (age >= 0 && age < maxAgeSeconds * 1000) return entry.found;
      }
      const [readAt, changesBefore] = [now(), changes];
      const found = await read(id, userId);
      if (!found) entries.delete(id);
      // What was read while something changed may be older than the change.
      if (found && trusted && changes === changesBefore) {
        setBounded(entries, id, { found, readAt }, capacity);
      }
      return found;
    },
    forgetSession(id: string): void {
      changes++;
      entries.delete(id);
    },
    forgetUser(userId: string): void {
      changes++;
      for (const [id, { found }] of entries) {
        if (found.user.id === userId) entries.delete(id);
      }
    },
    forgetEveryone(): void {
      changes++;
      entries.clear();
    },
  };
}

/** Forgets what another process has changed. */
function forget(
  cache: ReturnType<typeof createCache>,
  change: SessionChange,
): void {
  if (change.what === "everyone") cache.forgetEveryone();
  else if (change.what === "user") cache.forgetUser(change.id);
  else cache.forgetSession(change.id);
}

/** Makes an operation forget what it changes, also when it failed halfway. */
function forgetting<First, Rest extends unknown[], Result>(
  operation: (first: First, ...rest: Rest) => Promise<Result>,
  forget: (first: First) => void,
): (first: First, ...rest: Rest) => Promise<Result> {
  return async (first, ...rest) => {
    try {
      return await operation(first, ...rest);
    } finally {
      forget(first);
    }
  };
}
