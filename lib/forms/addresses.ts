/**
 * What an address must be like so that mail can go there, for every form that asks for one.
 *
 * @module
 */
import { MAX_ADDRESS_LENGTH } from "../auth/address_length.ts";
import { addressKey } from "../auth/addresses.ts";
import type { Problem } from "../i18n/words.ts";

/** The most bytes before the @ (RFC 5321 §4.5.3.1.1). */
const MAX_LOCAL_PART_BYTES = 64;

/**
 * One @, with a plain local part before it and a name with dots behind it, in any
 * alphabet (RFC 6531). What would need quotes is refused: nobody has it, and in a
 * mail's header it could be read as something else.
 */
const ADDRESS =
  /^[^\s\p{C}@"(),:;<>[\\\]]+@(?:[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}]$/u;

/** What can be wrong with an address. */
export const ADDRESS_PROBLEMS = [
  "emailRequired",
  "addressTooLong",
  "noAddress",
] as const satisfies readonly Problem[];

/** Why mail cannot go to an address; null when it can. Spaces around it do not count. */
export function addressProblem(typed: string): Problem | null {
  const address = typed.trim();
  if (address === "") return "emailRequired";
  // Some characters become several when they are put into one form.
  const longest = Math.max(address.length, addressKey(address).length);
  if (longest > MAX_ADDRESS_LENGTH) return "addressTooLong";
  const localPart = address.slice(0, address.indexOf("@"));
  const fits =
    new TextEncoder().encode(localPart).length <= MAX_LOCAL_PART_BYTES;
  return fits && ADDRESS.test(address) && isPlain(address) ? null : "noAddress";
}

/**
 * Whether no character of it has another that mail takes for the same: `ａ` for `a`, `ſ`
 * for `s` (RFC 5895 §2.1 maps them in domains). Else one mailbox would have thousands of
 * addresses here, each with an account and limits of its own.
 */
function isPlain(address: string): boolean {
  return address.normalize("NFKC").toLowerCase() ===
    address.normalize("NFC").toLowerCase();
}
