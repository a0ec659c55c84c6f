/**
 * Challenges that authenticators sign. They carry their own proof, so that a page with a
 * login form costs no write; one that was answered is remembered until it expires.
 *
 * @module
 */
import * as base64url from "jose/base64url";
import { keyedHash, verifyKeyedHash } from "../../crypto/keyed_hash.ts";
import { sha256 } from "../../crypto/sha256.ts";
import type { Db } from "../../database/database.ts";
import type { Services } from "../../services.ts";
import type { PasskeyTables } from "./tables.ts";

/** What a challenge is for, and for whom: an answer to one is none to another. */
export interface ChallengeUse {
  readonly purpose: "register" | "log_in" | "step_up";
  /** Empty to log in, before anybody knows who it is. */
  readonly userId: string;
}

/** How long an answer may take, in milliseconds: people look for their key. */
export const CHALLENGE_MS = 10 * 60_000;

/** WebAuthn Level 3 §13.4.3 asks for 16 at least. */
const NONCE_BYTES = 16;

const SHAPE = /^([\w-]{22})\.(\d{1,16})\.([0-9a-f]{64})$/;

/** What challenges need. */
type ChallengeServices = Pick<Services, "keys" | "now">;

/** Makes a challenge, as bytes. */
export async function newChallenge(
  { keys, now }: ChallengeServices,
  use: ChallengeUse,
): Promise<Uint8Array<ArrayBuffer>> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const head = `${base64url.encode(nonce)}.${now() + CHALLENGE_MS}`;
  const mac = await keyedHash(keys, labelOf(use), head);
  return new TextEncoder().encode(`${head}.${mac}`);
}

/**
 * Whether a challenge in base64url was made here, for this use, and is neither expired nor
 * answered. Uses it up: of several answers at once, one gets true.
 */
export async function useChallenge(
  db: Db<PasskeyTables>,
  { keys, now }: ChallengeServices,
  use: ChallengeUse,
  encoded: string,
): Promise<boolean> {
  const [, nonce, expires, mac] = SHAPE.exec(textOf(encoded)) ?? [];
  if (nonce === undefined) return false;
  const head = `${nonce}.${expires}`;
  if (!await verifyKeyedHash(keys, labelOf(use), head, mac)) return false;
  const expiresAt = Number(expires);
  if (expiresAt <= now()) return false;
  const hash = await sha256(head);
  const kept = await db.insertInto("usedChallenges")
    .values({ hash, expiresAt })
    .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (kept.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

function labelOf({ purpose, userId }: ChallengeUse): string {
  return `passkey ${purpose} ${userId}`;
}

function textOf(encoded: string): string {
  try {
    return new TextDecoder().decode(base64url.decode(encoded));
  } catch {
    return ""; // It is not base64url.
  }
}
