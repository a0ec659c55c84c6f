/**
 * Records for tests of stores.
 *
 * @module
 */
import type { Activity } from "../../features/activity/records.ts";
import type { EmailChangeRequest, User } from "../../features/account/user.ts";
import type { OneTimeCode, OneTimeToken } from "../../features/tokens/token.ts";
import type { QueuedMail } from "../../email/queued_mail.ts";
import type { Session } from "../../features/session/session.ts";
import type { Store } from "../../store.ts";

/** Registers a test with an empty store. */
export type StoreTest = (
  sentence: string,
  body: (store: Store) => Promise<void>,
) => void;

/**
 * Registers a test with a store that has users with these ids, because records about a user
 * need one.
 */
export function withUsers(test: StoreTest, ...ids: string[]): StoreTest {
  return (sentence, body) =>
    test(sentence, async (store) => {
      for (const id of ids) await store.users.create(aUser({ id }));
      await body(store);
    });
}

/** The time of the tests. */
export const NOW = Date.UTC(2030, 0, 1);
/** In milliseconds. */
export const HOUR = 60 * 60 * 1000;
/** In milliseconds. */
export const WEEK = 7 * 24 * HOUR;

/** Invalid language tags that a row may contain. */
export const HOSTILE_LANGUAGES: readonly string[] = [
  "",
  "../de",
  'de"><script>',
  "x".repeat(10_000),
  "__proto__",
];

/** A unique user. */
export function aUser(change: Partial<User> = {}): User {
  const id = crypto.randomUUID();
  return {
    id,
    address: `Ada.${id}@example.com`,
    addressKey: `ada.${id}@example.com`,
    name: "Ada",
    language: null,
    passwordHash: "$2b$04$old",
    roles: [],
    verifiedAt: NOW,
    formerAddresses: [],
    disabled: false,
    sessionEpoch: 0,
    credentialEpoch: 0,
    deleteAfter: null,
    importedAt: null,
    createdAt: NOW,
    ...change,
  };
}

/** A change to an address with this name. The previous address stays reserved for a week. */
export function anAddressChange(
  { addressKey: from, credentialEpoch = 0 }:
    & Pick<User, "addressKey">
    & Partial<Pick<User, "credentialEpoch">>,
  name: string,
  change: Partial<EmailChangeRequest> = {},
): EmailChangeRequest {
  const verifiedAt = change.verifiedAt ?? NOW;
  return {
    from,
    credentialEpoch,
    address: `${name}@Example.com`,
    addressKey: `${name}@example.com`.toLowerCase(),
    verifiedAt,
    keepFormerUntil: verifiedAt + WEEK,
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
    bearer: false,
    userAgent: "Firefox",
    createdAt: NOW,
    lastSeenAt: NOW,
    provedAt: NOW,
    factorAt: 0,
    expiresAt: NOW + HOUR,
    ...change,
  };
}

/** 64 random hex digits. */
export function aDigest(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toHex();
}

/** A verification token. */
export function aToken(change: Partial<OneTimeToken> = {}): OneTimeToken {
  return {
    hash: aDigest(),
    purpose: "verify",
    subject: "ada",
    scope: "verify",
    addressKey: "ada@example.com",
    data: { browser: "x" },
    createdAt: NOW,
    expiresAt: NOW + HOUR,
    ...change,
  };
}

/** A verification code. */
export function aCode(change: Partial<OneTimeCode> = {}): OneTimeCode {
  return {
    subject: "ada",
    scope: "verify",
    mac: aDigest(),
    attemptsLeft: 5,
    createdAt: NOW,
    expiresAt: NOW + HOUR,
    ...change,
  };
}

/** An activity of a user. */
export function anActivity(change: Partial<Activity> = {}): Activity {
  return {
    id: crypto.randomUUID(),
    userId: "ada",
    at: NOW,
    kind: "logged_in",
    userAgent: "Firefox",
    client: "192.0.2.x",
    detail: "",
    expiresAt: NOW + HOUR,
    ...change,
  };
}

/** An email that is due. */
export function aMail(change: Partial<QueuedMail> = {}): QueuedMail {
  return {
    id: crypto.randomUUID(),
    kind: "verify",
    data: { address: "ada@example.com", count: 1, again: false, nothing: null },
    userId: "ada",
    createdAt: NOW,
    dueAt: NOW,
    attempts: 0,
    lastError: "",
    ...change,
  };
}
