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
  readonly purpose: "register" | "sign_up" | "log_in" | "step_up";
  /** Empty to log in, before anybody knows who it is. To sign up, also names the browser. */
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

/** A challenge that was made here, for a use, and has not expired. */
interface LiveChallenge {
  /** The part that is signed. */
  readonly head: string;
  readonly expiresAt: number;
}

/** Reads a challenge in base64url; null unless it was made here, for this use, and is live. */
export async function readChallenge(
  { keys, now }: ChallengeServices,
  use: ChallengeUse,
  encoded: string,
): Promise<LiveChallenge | null> {
  const [, nonce, expires, mac] = SHAPE.exec(textOf(encoded)) ?? [];
  if (nonce === undefined) return null;
  const head = `${nonce}.${expires}`;
  if (!await verifyKeyedHash(keys, labelOf(use), head, mac)) return null;
  const expiresAt = Number(expires);
  return expiresAt <= now() ? null : { head, expiresAt };
}

/**
 * Whether a challenge in base64url was made here, for this use, and is neither expired nor
 * answered. Uses it up: of several answers at once, one gets true.
 */
export async function useChallenge(
  db: Db<PasskeyTables>,
  services: ChallengeServices,
  use: ChallengeUse,
  encoded: string,
): Promise<boolean> {
  const challenge = await readChallenge(services, use, encoded);
  if (!challenge) return false;
  const { head, expiresAt } = challenge;
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
