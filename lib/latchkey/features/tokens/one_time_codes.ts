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

/** The purpose of a code. Tokens of the same purpose are its siblings. */
export type CodePurpose = "verify";

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

/** Issues a code for the account's current address and revokes the previous one. */
export async function issueCode(
  { store, keys, now }: Pick<Services, "store" | "keys" | "now">,
  user: CodeOwner,
  purpose: CodePurpose,
): Promise<string> {
  const code = randomCode();
  const createdAt = now();
  await store.oneTimeCodes.create({
    subject: user.id,
    scope: purpose,
    mac: await keyedHash(keys, LABEL, macInput(user, purpose, code)),
    attemptsLeft: CODE_ATTEMPTS,
    createdAt,
    expiresAt: createdAt + TOKEN_SECONDS[purpose] * 1000,
  });
  return code;
}

/** The account that a code is entered for. */
export interface CodeAttempt {
  /** The `addressKey` that was entered, whether an account has it or not. */
  readonly account: string;
  /** The account with that address; null if there is none. */
  readonly user: User | null;
}

/**
 * Checks a code as one attempt. The right code is consumed with its siblings. Spaces,
 * dashes and invisible characters, such as an Arabic email contains, are ignored, and input
 * that is not a code does not count as an attempt. Without a usable account, the same work
 * returns false.
 */
export async function verifyCode(
  { store, keys, now }: Pick<Services, "store" | "keys" | "now">,
  { account, user }: CodeAttempt,
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
  const macs = await keyedHashes(keys, LABEL, macInput(owner, purpose, code));
  return await store.oneTimeCodes.try(owner.id, purpose, macs, now());
}

/** Includes the address: a code sent to one address cannot confirm another. */
function macInput(
  { id, addressKey }: CodeOwner,
  purpose: CodePurpose,
  code: string,
): string {
  return [id, purpose, addressKey, code].join("\n");
}

/** Six uniformly distributed random digits. */
function randomCode(): string {
  const limit = Math.floor(2 ** 32 / CODES) * CODES;
  for (;;) {
    const [number] = crypto.getRandomValues(new Uint32Array(1));
    if (number < limit) return String(number % CODES).padStart(6, "0");
  }
}
