/**
 * Browsers that an account trusts: for 30 days, they are asked for the first factor alone.
 *
 * Each has a cookie with a random token. It does not replace the first factor, nor a factor that
 * a sensitive change asks for.
 *
 * @module
 */
import { timingSafeEqual } from "node:crypto";
import * as base64url from "jose/base64url";
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import { randomId } from "../../crypto/random_id.ts";
import { sha256 } from "../../crypto/sha256.ts";
import {
  type ClientInfo,
  shortenedUserAgent,
} from "../../http/client_details.ts";
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { recordActivity } from "../activity/activity.ts";
import { inSameEpoch } from "../session/live_session.ts";
import type { TrustedBrowser } from "./trusted_browser.ts";
import { createTrustedBrowsers } from "./trusted_browser_rows.ts";

/** How long a browser is trusted: 30 days, in seconds. */
export const TRUST_SECONDS = 30 * 24 * 60 * 60;

/** The most accounts that trust one browser. The one that did longest ago is dropped first. */
const MAX_ACCOUNTS = 5;

/** The most browsers of one account. The oldest is dropped first. */
const MAX_BROWSERS = 20;

/** 256 random bits in base64url. */
const TOKEN_BYTES = 32;
const TOKEN_SHAPE = /^[\w-]{43}$/;

type TrustServices = Pick<Services, "store" | "now">;

/** The client and the account. */
type Client = Pick<ClientInfo, "userAgent" | "trustedBrowsers">;

/**
 * The account's record of a client, if it trusts that browser. Each of the account's browsers is
 * compared with each token, in constant time.
 */
export async function findTrustedBrowser(
  services: TrustServices,
  { trustedBrowsers: cookie }: Client,
  user: Pick<User, "id">,
): Promise<TrustedBrowser | null> {
  const tokens = readTokens(cookie);
  if (tokens.length === 0) return null;
  const hashes = await Promise.all(tokens.map(sha256));
  let found: TrustedBrowser | null = null;
  for (const browser of await listTrustedBrowsers(services, user)) {
    for (const hash of hashes) {
      if (isSame(hash, browser.hash)) found = browser;
    }
  }
  return found;
}

/** Whether an account trusts a browser. Records the use. */
export async function useTrustedBrowser(
  services: TrustServices,
  client: Client,
  user: Pick<User, "id">,
): Promise<boolean> {
  const browser = await findTrustedBrowser(services, client, user);
  if (!browser) return false;
  // Revoked in the meantime?
  return await services.store.trustedBrowsers.touch(browser.id, services.now());
}

/**
 * Trusts a browser from now on, in place of its earlier trust.
 *
 * @param user The account as it was when the login began.
 * @returns The new value of its cookie, which holds the tokens of several accounts.
 * @throws {SessionEnded} if all sessions of the account were ended since then.
 *
 * @example
 * ```ts
 * import { addUser, testServices, trustBrowser } from "@latchkey/core/testing";
 *
 * await using services = await testServices();
 * const ada = await addUser(services);
 * const client = { userAgent: null, clientAddress: "", deviceCookie: null };
 * const cookie = await trustBrowser(services, ada, client);
 * ```
 */
export async function trustBrowser(
  services: TrustServices & Pick<Services, "database">,
  user: Pick<User, "id" | "sessionEpoch" | "credentialEpoch">,
  clientInfo: ClientInfo,
): Promise<string> {
  const { store: { trustedBrowsers }, now } = services;
  const before = await findTrustedBrowser(services, clientInfo, user);
  if (before) await trustedBrowsers.end(user.id, before.id);
  const others = (await listTrustedBrowsers(services, user))
    .filter(({ id }) => id !== before?.id);
  for (const { id } of others.slice(MAX_BROWSERS - 1)) {
    await trustedBrowsers.end(user.id, id);
  }
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  const token = base64url.encode(bytes);
  const browser: TrustedBrowser = {
    id: randomId(),
    userId: user.id,
    hash: await sha256(token),
    userAgent: shortenedUserAgent(clientInfo.userAgent),
    credentialEpoch: user.credentialEpoch,
    createdAt: now(),
    lastUsedAt: now(),
    expiresAt: now() + TRUST_SECONDS * 1000,
  };
  const { database } = services;
  await inSameEpoch(
    services,
    user,
    (db) => createTrustedBrowsers({ ...database, db }).create(browser),
  );
  await recordActivity(services, user, "browser_trusted", clientInfo);
  const kept = await tokensOfOthers(clientInfo.trustedBrowsers, before);
  return [token, ...kept].slice(0, MAX_ACCOUNTS).join("~");
}

/**
 * Returns the browsers that an account trusts, newest first.
 *
 * @example
 * ```ts
 * import { listTrustedBrowsers, type Services, type User } from "@latchkey/core";
 *
 * export async function countTrusted(services: Services, user: User) {
 *   return (await listTrustedBrowsers(services, user)).length;
 * }
 * ```
 */
export async function listTrustedBrowsers(
  { store, now }: TrustServices,
  { id }: Pick<User, "id">,
): Promise<readonly TrustedBrowser[]> {
  const browsers = await store.trustedBrowsers.listOf(id);
  return browsers.filter((browser) => isLive(browser, now()));
}

/** A start in the future means that a clock was wrong, so the end is unknown. */
function isLive(
  { createdAt, expiresAt }: TrustedBrowser,
  now: number,
): boolean {
  return now < expiresAt && createdAt <= now + CLOCK_SKEW_SECONDS * 1000;
}

/** The tokens of a cookie, which may contain anything. */
function readTokens(cookie: string | null | undefined): readonly string[] {
  if (!cookie) return [];
  const tokens = cookie.split("~", MAX_ACCOUNTS + 1);
  return tokens.length <= MAX_ACCOUNTS &&
      tokens.every((token) => TOKEN_SHAPE.test(token))
    ? tokens
    : [];
}

async function tokensOfOthers(
  cookie: string | null | undefined,
  own: TrustedBrowser | null,
): Promise<readonly string[]> {
  const tokens = readTokens(cookie);
  const hashes = await Promise.all(tokens.map(sha256));
  return tokens.filter((_, index) => hashes[index] !== own?.hash);
}

function isSame(hash: string, other: string): boolean {
  const [a, b] = [hash, other].map((text) => new TextEncoder().encode(text));
  return a.length === b.length && timingSafeEqual(a, b);
}
