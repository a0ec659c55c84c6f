/**
 * The measured site, with the settings of a public one, and with users.
 *
 * @module
 */
import { issueAccessToken } from "../lib/latchkey/features/session/access_tokens.ts";
import { accessTokenCookie } from "../lib/latchkey/http/cookies.ts";
import { createKeyRing, generateKey } from "../lib/latchkey/crypto/key_ring.ts";
import { newUser } from "../lib/latchkey/features/account/new_user.ts";
import { randomId } from "../lib/latchkey/crypto/random_id.ts";
import { readSettings } from "../lib/latchkey/settings/settings.ts";
import type { Session } from "../lib/latchkey/features/session/session.ts";
import type { User } from "../lib/latchkey/features/account/user.ts";
import { TEST_SITE } from "../lib/latchkey/testing/site.ts";

const set = { keys: [generateKey()] };

/**
 * Settings as behind a proxy that terminates HTTPS. A host and a port of this
 * machine stand in for the proxy.
 */
export const SITE_ENV: Readonly<Record<string, string>> = {
  APP_ENV: "production",
  HOST: "localhost",
  PUBLIC_URL: "https://latchkey.example",
  TRUST_PROXY: "1",
  LOG_LEVEL: "warn",
  JWT_KEYS: JSON.stringify(set),
  DATA_KEYS: JSON.stringify({ keys: [generateKey("A256GCM")] }),
};

/** The headers that this proxy adds to each request. */
export const PROXIED: Readonly<Record<string, string>> = {
  "x-forwarded-for": "198.18.0.1",
  "x-forwarded-proto": "https",
};

/** Every user's password. */
export const PASSWORD = "a password of the bench";

const services = {
  settings: readSettings(TEST_SITE, SITE_ENV),
  keys: await createKeyRing(set),
  now: Date.now,
};

/** The headers of a form that a browser sends from a page of the site. */
export const FORM_HEADERS: Readonly<Record<string, string>> = {
  ...PROXIED,
  origin: SITE_ENV.PUBLIC_URL,
  "sec-fetch-site": "same-origin",
};

/** The address of the user with a number. */
export function addressOf(number: number): string {
  return `person${number}@example.com`;
}

/** A new user, whose address is {@linkcode addressOf} the number. */
export function aPerson(number: number, passwordHash: string): User {
  const verifiedAt = services.now();
  return newUser(services, {
    address: addressOf(number),
    passwordHash,
    verifiedAt,
  });
}

/** A new session. */
export function aSession(user: User): Session {
  const now = services.now();
  return {
    id: randomId(),
    userId: user.id,
    epoch: user.sessionEpoch,
    remembered: true,
    bearer: false,
    userAgent:
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    createdAt: now,
    lastSeenAt: now,
    provedAt: now,
    factorAt: 0,
    expiresAt: now + services.settings.rememberSeconds * 1000,
  };
}

/** The `Cookie` header of a browser with a session. */
export async function cookieOf(session: Session): Promise<string> {
  const { name } = accessTokenCookie(services.settings);
  return `${name}=${await issueAccessToken(services, session)}`;
}
