/**
 * One-time tokens: what a mailed link carries. The store knows only their SHA-256.
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
  HOLD_FOR_DISABLED,
  TOKEN_SECONDS,
  type TokenPurpose,
} from "./token_purposes.ts";

export * from "./token_purposes.ts";

/** 256 random bits in base64url. */
const TOKEN_BYTES = 32;
const TOKEN_SHAPE = /^[\w-]{43}$/;

/** What every token may carry. */
interface TokenDetails {
  /** What whoever consumes it needs to know. Nothing secret. */
  readonly data?: Readonly<Record<string, string>>;
  readonly lifetimeSeconds?: number;
}

/** A token to be made. */
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
      /** The key of the former address: what the token puts back. */
      readonly addressKey: string;
    }
    | {
      readonly purpose: "invite";
      /** An id of the invitation's own. */
      readonly subject: string;
    }
  );

/** A token that holds, and the account it is about. */
export interface FoundToken {
  readonly token: OneTimeToken;
  readonly user: User;
}

/** What tokens need. */
type TokenServices = Pick<Services, "store" | "now">;

/**
 * Makes a token and returns its text, which is nowhere else: 43 characters of base64url.
 * Tokens of the same purpose stay until one of them is used. A plain hash will do for
 * what has so many random bits (OWASP ASVS 5.0 §6.5.2).
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

/** Whom and which address a token is about, and which tokens are its siblings. */
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
    // Each former address has its own way back: taking one leaves the others.
    const scope = `${purpose}:${await sha256(addressKey)}`;
    return { subject, scope, addressKey };
  }
  return { subject, scope: purpose, addressKey: request.user.addressKey };
}

/**
 * Looks at a token without using it up. Null unless it is live and of this purpose, and
 * the account is still there, not disabled (save to undo harm), and at the address
 * it was mailed to; `undo_address` holds while that one can still be put back.
 */
export async function findToken(
  services: TokenServices,
  purpose: AccountPurpose,
  text: string,
): Promise<FoundToken | null> {
  const token = await readToken(services, purpose, text);
  if (!token) return null;
  const user = await services.store.users.byId(token.subject);
  return user && isHeldBy(user, token, purpose, services.now())
    ? { token, user }
    : null;
}

/** Uses a token up, and its siblings with it; null when {@linkcode findToken} says null or another was quicker. */
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
 * Uses up a token after what it is good for was done. For what is safe to do twice, and
 * may fail: a link that was used up first would be of no use for a second try.
 *
 * @returns false when another was quicker.
 */
export async function useUp(
  { store }: Pick<Services, "store">,
  { token: { hash } }: FoundToken,
): Promise<boolean> {
  return await store.oneTimeTokens.consume(hash) !== null;
}

/** Revokes what was mailed for a purpose: every token and code of it. */
export async function revokeTokens(
  { store }: Pick<Services, "store">,
  subject: string,
  purpose: Exclude<AccountPurpose, "undo_address">,
): Promise<void> {
  await store.oneTimeTokens.revokeTokens(subject, purpose);
}

/** Revokes all that was mailed to get into the account: for when its password was replaced. */
export async function revokeLoginTokens(
  services: Pick<Services, "store">,
  userId: string,
): Promise<void> {
  await revokeTokens(services, userId, "recover");
  await revokeTokens(services, userId, "login_link");
}

/** The live tokens for confirming an account's address that one browser asked for, by the SHA-256 of its nonce. */
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

/** Looks at a token of a purpose, whoever it is about; null when it is not live. */
export async function readToken(
  { store, now }: TokenServices,
  purpose: TokenPurpose,
  text: string,
): Promise<OneTimeToken | null> {
  if (!TOKEN_SHAPE.test(text)) return null;
  const token = await store.oneTimeTokens.find(await sha256(text));
  return token?.purpose === purpose && isLive(token, now()) ? token : null;
}

/** Whether a token still works. One from the future means that a clock was wrong: it has no known end. */
export function isLive(
  { createdAt, expiresAt }: OneTimeToken,
  now: number,
): boolean {
  return now < expiresAt && createdAt <= now + CLOCK_SKEW_SECONDS * 1000;
}

function isHeldBy(
  user: User,
  { addressKey }: OneTimeToken,
  purpose: AccountPurpose,
  now: number,
): boolean {
  if (isGone(user, now)) return false;
  if (user.disabled && !HOLD_FOR_DISABLED.includes(purpose)) return false;
  return purpose === "undo_address"
    ? user.formerAddresses.some((former) =>
      former.addressKey === addressKey && now < former.keptUntil
    )
    : user.addressKey === addressKey;
}
