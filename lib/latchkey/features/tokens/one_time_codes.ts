/**
 * One-time codes: six digits from an email, for when its link would open on another device.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { isGone } from "../account/account_status.ts";
import { keyedHash, keyedHashes } from "../../crypto/keyed_hash.ts";
import { TOKEN_SECONDS } from "./one_time_tokens.ts";
import { sha256 } from "../../crypto/sha256.ts";
import { readTypedCode } from "./typed_code.ts";

/**
 * How long codes are valid in seconds, by purpose. Codes of a login: ten minutes at most (OWASP
 * ASVS 5.0 §6.5.5).
 */
export const CODE_SECONDS = {
  /** Confirms an account's address. Tokens of the same purpose are its siblings. */
  verify: TOKEN_SECONDS.verify,
  /** Proves at a login on a new device that one receives emails at the address. */
  email_code: 10 * 60,
} as const;

/** The purpose of a code. */
export type CodePurpose = keyof typeof CODE_SECONDS;

/**
 * Wrong attempts before a code stops working. OWASP ASVS 5.0 §6.6.3 asks for a limit
 * against brute force: all five attempts together succeed once in 200,000 codes.
 */
export const CODE_ATTEMPTS = 5;

/** Six digits, which OWASP ASVS 5.0 §6.5.4 counts as the required 20 bits of entropy. */
const CODE_SHAPE = /^\d{6}$/;

const CODES = 1_000_000;

/** The purpose of the keyed hash. */
const LABEL = "one_time_code";

/** The account and address of a code. */
type CodeOwner = Pick<User, "id" | "addressKey">;

/**
 * Issues a code for the account's current address and revokes the previous one.
 *
 * @param boundTo The id of what the code is for, such as a login. Each has a code of its own.
 */
export async function issueCode(
  { store, keys, now }: Pick<Services, "store" | "keys" | "now">,
  user: CodeOwner,
  purpose: CodePurpose,
  boundTo = "",
): Promise<string> {
  const code = randomCode();
  const createdAt = now();
  const scope = scopeOf(purpose, boundTo);
  await store.oneTimeCodes.create({
    subject: user.id,
    scope,
    mac: await keyedHash(keys, LABEL, macInput(user, scope, code)),
    attemptsLeft: CODE_ATTEMPTS,
    createdAt,
    expiresAt: createdAt + CODE_SECONDS[purpose] * 1000,
  });
  return code;
}

/** Whether a code was issued that can still be entered. */
export async function hasCode(
  { store, now }: Pick<Services, "store" | "now">,
  { id }: Pick<User, "id">,
  purpose: CodePurpose,
  boundTo = "",
): Promise<boolean> {
  return await store.oneTimeCodes.isLive(id, scopeOf(purpose, boundTo), now());
}

function scopeOf(purpose: CodePurpose, boundTo: string): string {
  return boundTo === "" ? purpose : `${purpose}:${boundTo}`;
}

/** The account that a code is entered for. */
export interface CodeAttempt {
  /** The `addressKey` that was entered, whether an account has it or not. */
  readonly account: string;
  /** The account with that address; null if there is none. */
  readonly user: User | null;
  /** As it was given to {@linkcode issueCode}. */
  readonly boundTo?: string;
}

/**
 * Checks a code as one attempt. The right code is consumed with its siblings. Spaces,
 * dashes and invisible characters, such as an Arabic email contains, are ignored, and input
 * that is not a code does not count as an attempt. Without a usable account, the same work
 * returns false.
 */
export async function verifyCode(
  { store, keys, now }: Pick<Services, "store" | "keys" | "now">,
  { account, user, boundTo = "" }: CodeAttempt,
  purpose: CodePurpose,
  typed: string,
): Promise<boolean> {
  const code = readTypedCode(typed);
  if (!CODE_SHAPE.test(code)) return false;
  const usable = user && !user.disabled && !isGone(user, now()) ? user : null;
  // Derived from the address, so that concurrent attempts block each other as with an
  // account.
  const owner = usable ??
    { id: await sha256(account), addressKey: account };
  const scope = scopeOf(purpose, boundTo);
  const macs = await keyedHashes(keys, LABEL, macInput(owner, scope, code));
  return await store.oneTimeCodes.try(owner.id, scope, macs, now());
}

/** Includes the address: a code sent to one address cannot confirm another. */
function macInput(
  { id, addressKey }: CodeOwner,
  scope: string,
  code: string,
): string {
  return [id, scope, addressKey, code].join("\n");
}

/** Six uniformly distributed random digits. */
function randomCode(): string {
  const limit = Math.floor(2 ** 32 / CODES) * CODES;
  for (;;) {
    const [number] = crypto.getRandomValues(new Uint32Array(1));
    if (number < limit) return String(number % CODES).padStart(6, "0");
  }
}
