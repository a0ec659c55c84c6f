/**
 * One-time tokens for emailed links. The database only stores their SHA-256 hash.
 *
 * @module
 */
import * as base64url from "jose/base64url";
import type { Services } from "../../services.ts";
import type { OneTimeToken } from "./token.ts";
import type { User } from "../account/user.ts";
import { isGone } from "../account/account_status.ts";
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import { sha256 } from "../../crypto/sha256.ts";
import {
  type AccountPurpose,
  ALLOWED_WHEN_DISABLED,
  TOKEN_SECONDS,
  type TokenPurpose,
} from "./token_purposes.ts";

export * from "./token_purposes.ts";

/** 256 random bits in base64url. */
const TOKEN_BYTES = 32;
const TOKEN_SHAPE = /^[\w-]{43}$/;

interface TokenDetails {
  /** More for the consumer of the token. Nothing secret. */
  readonly data?: Readonly<Record<string, string>>;
  readonly lifetimeSeconds?: number;
}

/** A token to issue. */
export type TokenRequest =
  & TokenDetails
  & (
    | {
      readonly purpose: Exclude<AccountPurpose, "undo_address">;
      readonly user: Pick<User, "id" | "addressKey">;
    }
    | {
      readonly purpose: "undo_address";
      readonly user: Pick<User, "id">;
      /** The key of the former address that the token restores. */
      readonly addressKey: string;
    }
    | {
      readonly purpose: "invite";
      /** The id of the invitation. */
      readonly subject: string;
    }
  );

/** A valid token and its account. */
export interface FoundToken {
  readonly token: OneTimeToken;
  readonly user: User;
}

type TokenServices = Pick<Services, "store" | "now">;

/**
 * Issues a token and returns its text, 43 characters of base64url that are stored nowhere.
 * Other tokens of the same purpose stay valid until one of them is used. With 256 random
 * bits, a plain hash is enough (OWASP ASVS 5.0 §6.5.2).
 */
export async function issueToken(
  { store, now }: TokenServices,
  request: TokenRequest,
): Promise<string> {
  const { purpose, data = {}, lifetimeSeconds = TOKEN_SECONDS[purpose] } =
    request;
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  const text = base64url.encode(bytes);
  const createdAt = now();
  await store.oneTimeTokens.create({
    hash: await sha256(text),
    purpose,
    ...await targetOf(request),
    data,
    createdAt,
    expiresAt: createdAt + lifetimeSeconds * 1000,
  });
  return text;
}

/** The account and address of a token, and its scope, which determines its siblings. */
async function targetOf(
  request: TokenRequest,
): Promise<Pick<OneTimeToken, "subject" | "scope" | "addressKey">> {
  const { purpose } = request;
  if (purpose === "invite") {
    return { subject: request.subject, scope: purpose, addressKey: "" };
  }
  const subject = request.user.id;
  if (purpose === "undo_address") {
    const { addressKey } = request;
    // Restoring one former address must not revoke the tokens of others.
    const scope = `${purpose}:${await sha256(addressKey)}`;
    return { subject, scope, addressKey };
  }
  return { subject, scope: purpose, addressKey: request.user.addressKey };
}

/**
 * Finds a token without consuming it. Returns null unless it is live and has this purpose,
 * and the account exists, is not disabled (unless the token undoes an unwanted change) and
 * still has the address the token was sent to. For `undo_address`, that address must still
 * be reserved.
 */
export async function findToken(
  services: TokenServices,
  purpose: AccountPurpose,
  text: string,
): Promise<FoundToken | null> {
  const token = await readToken(services, purpose, text);
  if (!token) return null;
  const user = await services.store.users.byId(token.subject);
  return user && isValidFor(user, token, purpose, services.now())
    ? { token, user }
    : null;
}

/**
 * Consumes a token and its siblings. Returns null if {@linkcode findToken} does, or another
 * request was first.
 */
export async function consumeToken(
  services: TokenServices,
  purpose: AccountPurpose,
  text: string,
): Promise<FoundToken | null> {
  const found = await findToken(services, purpose, text);
  if (!found) return null;
  const token = await services.store.oneTimeTokens.consume(found.token.hash);
  return token && { token, user: found.user };
}

/**
 * Consumes a token after its action is done, for actions that can fail and are safe to
 * repeat: a token that was consumed first could not be used again.
 *
 * @returns false if another request was first.
 */
export async function consumeFound(
  { store }: Pick<Services, "store">,
  { token: { hash } }: FoundToken,
): Promise<boolean> {
  return await store.oneTimeTokens.consume(hash) !== null;
}

/** Revokes every token and code of the purposes. */
export async function revokeTokens(
  { store }: Pick<Services, "store">,
  subject: string,
  ...purposes: readonly Exclude<AccountPurpose, "undo_address">[]
): Promise<void> {
  for (const purpose of purposes) {
    await store.oneTimeTokens.revokeTokens(subject, purpose);
  }
}

/** Revokes all emailed links and pending logins, after the password was replaced. */
export async function revokeLoginTokens(
  services: Pick<Services, "store">,
  userId: string,
): Promise<void> {
  await revokeTokens(
    services,
    userId,
    "recover",
    "login_link",
    "pending_login",
  );
}

/** The live confirmation tokens of an account that one browser requested, by the hash of its nonce. */
export async function confirmationsFor(
  { store, now }: TokenServices,
  userId: string,
  browser: string,
): Promise<readonly OneTimeToken[]> {
  const tokens = await store.oneTimeTokens.listOf(userId);
  return tokens.filter((token) =>
    token.purpose === "verify" && isLive(token, now()) &&
    browser !== "" && token.data.browser === browser
  );
}

/** Finds a live token of a purpose, whatever its subject. */
export async function readToken(
  { store, now }: TokenServices,
  purpose: TokenPurpose,
  text: string,
): Promise<OneTimeToken | null> {
  if (!TOKEN_SHAPE.test(text)) return null;
  const token = await store.oneTimeTokens.find(await sha256(text));
  return token?.purpose === purpose && isLive(token, now()) ? token : null;
}

/**
 * Whether a token is still valid. A creation time in the future means that a clock was
 * wrong, so the expiry is unknown.
 */
export function isLive(
  { createdAt, expiresAt }: OneTimeToken,
  now: number,
): boolean {
  return now < expiresAt && createdAt <= now + CLOCK_SKEW_SECONDS * 1000;
}

function isValidFor(
  user: User,
  { addressKey }: OneTimeToken,
  purpose: AccountPurpose,
  now: number,
): boolean {
  if (isGone(user, now)) return false;
  if (user.disabled && !ALLOWED_WHEN_DISABLED.includes(purpose)) return false;
  return purpose === "undo_address"
    ? user.formerAddresses.some((former) =>
      former.addressKey === addressKey && now < former.keptUntil
    )
    : user.addressKey === addressKey;
}
