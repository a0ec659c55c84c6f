/**
 * Records for tests of stores.
 *
 * @module
 */
import type { Session, Store, User } from "../../lib/store/store.ts";

/** Declares a test that gets an empty store. */
export type StoreTest = (
  sentence: string,
  body: (store: Store) => Promise<void>,
) => void;

/** When the tests play. */
export const NOW = Date.UTC(2030, 0, 1);
/** In milliseconds. */
export const HOUR = 60 * 60 * 1000;

/** A user nobody else has. */
export function aUser(change: Partial<User> = {}): User {
  const id = crypto.randomUUID();
  return {
    id,
    address: `Ada.${id}@example.com`,
    addressKey: `ada.${id}@example.com`,
    passwordHash: "$2b$04$old",
    disabled: false,
    sessionEpoch: 0,
    createdAt: NOW,
    ...change,
  };
}

/** A session of a user. */
export function aSession(user: User, change: Partial<Session> = {}): Session {
  return {
    id: crypto.randomUUID(),
    userId: user.id,
    epoch: user.sessionEpoch,
    remembered: false,
    userAgent: "Firefox",
    createdAt: NOW,
    lastSeenAt: NOW,
    expiresAt: NOW + HOUR,
    ...change,
  };
}
