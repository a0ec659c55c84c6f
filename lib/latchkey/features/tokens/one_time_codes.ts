/**
 * One-time codes: six digits that a person copies out of a mail, when the link is no
 * use because the mail is on another device.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import type { User } from "../account/user.ts";
import { isGone } from "../account/account_status.ts";
import { keyedHash, keyedHashes } from "../../crypto/keyed_hash.ts";
import { TOKEN_SECONDS } from "./one_time_tokens.ts";
import { sha256 } from "../../crypto/sha256.ts";

/** What a code can be good for. It is a sibling of the tokens of that purpose. */
export type CodePurpose = "verify";

/**
 * Wrong tries after which a code is dead (OWASP ASVS 5.0 §6.6.3): whoever guesses all
 * five meets the right one once in 200,000 codes.
 */
export const CODE_ATTEMPTS = 5;

/** 20 bits, the least there may be (OWASP ASVS 5.0 §6.5.4). */
const CODE_SHAPE = /^\d{6}$/;

/** Those that Arabic and Persian keyboards have: the last four bits are the number. */
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;
const CODES = 1_000_000;

/** Longer is no code, and is not normalised: the time that takes can grow with the square of its length. */
const MAX_TYPED_LENGTH = 100;

/** What the keyed hash is for. */
const LABEL = "one_time_code";

/** Whose code it is, and for which address. */
type Holder = Pick<User, "id" | "addressKey">;

/** Makes a code for the user's present address; the one before is dead. */
export async function issueCode(
  { store, keys, now }: Pick<Services, "store" | "keys" | "now">,
  user: Holder,
  purpose: CodePurpose,
): Promise<string> {
  const code = randomCode();
  const createdAt = now();
  await store.oneTimeCodes.create({
    subject: user.id,
    scope: purpose,
    mac: await keyedHash(keys, LABEL, bound(user, purpose, code)),
    triesLeft: CODE_ATTEMPTS,
    createdAt,
    expiresAt: createdAt + TOKEN_SECONDS[purpose] * 1000,
  });
  return code;
}

/** Whose code it is said to be. */
export interface CodeAttempt {
  /** The `addressKey` that was entered, whether there is such an account or not. */
  readonly account: string;
  /** The account there; null when there is none. */
  readonly user: User | null;
}

/**
 * Takes a try at a code; the right one is used up with its siblings. Spaces, dashes
 * and marks that nobody sees, as a mail in Arabic has around it, do not count, and what
 * is no code at all takes no try. Without a user, or for one who may not use it, the
 * same work gives false.
 */
export async function verifyCode(
  { store, keys, now }: Pick<Services, "store" | "keys" | "now">,
  { account, user }: CodeAttempt,
  purpose: CodePurpose,
  typed: string,
): Promise<boolean> {
  if (typed.length > MAX_TYPED_LENGTH) return false;
  const code = withAsciiDigits(typed.normalize("NFKC"))
    .replace(/[\s\p{Dash}\p{Cf}]/gu, "");
  if (!CODE_SHAPE.test(code)) return false;
  const usable = user && !user.disabled && !isGone(user, now()) ? user : null;
  // Named by the account, so that tries at once wait for each other there too.
  const holder = usable ??
    { id: await sha256(account), addressKey: account };
  const macs = await keyedHashes(keys, LABEL, bound(holder, purpose, code));
  return await store.oneTimeCodes.try(holder.id, purpose, macs, now());
}

/** The text with the digits of Arabic and Persian keyboards as those of ASCII. */
export function withAsciiDigits(text: string): string {
  return text.replace(
    ARABIC_DIGIT,
    (digit) => `${digit.charCodeAt(0) & 0xf}`,
  );
}

/** Bound to the address: a code that went to one address cannot confirm another. */
function bound(
  { id, addressKey }: Holder,
  purpose: CodePurpose,
  code: string,
): string {
  return [id, purpose, addressKey, code].join("\n");
}

/** Six digits, each code as likely as any other. */
function randomCode(): string {
  const fair = Math.floor(2 ** 32 / CODES) * CODES;
  for (;;) {
    const [number] = crypto.getRandomValues(new Uint32Array(1));
    if (number < fair) return String(number % CODES).padStart(6, "0");
  }
}
