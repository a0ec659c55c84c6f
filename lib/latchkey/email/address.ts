/**
 * Email addresses: the one form in which an address is stored, compared and mailed to.
 *
 * @module
 */
import { MAX_ADDRESS_LENGTH } from "./address_length.ts";

/** The most bytes before the @ (RFC 5321 §4.5.3.1.1). */
const MAX_LOCAL_PART_BYTES = 64;

/** A longer text is no address and is not normalised: the time that takes can grow with the square of its length. */
const MAX_TYPED_LENGTH = 1000;

/** What comes along when an address is copied: spaces, and marks that nobody sees. */
const AROUND = /^[\p{White_Space}\p{DI}]+|[\p{White_Space}\p{DI}]+$/gu;

/**
 * Characters that fold to ASCII (CaseFolding.txt of Unicode) or are the same as a
 * character of ASCII: the Kelvin sign, the long s, the dotted capital I, ligatures and a
 * Greek accent. A mail server may take them for those.
 */
const FOLDS_TO_ASCII = /[\u212A\u017F\u0130\uFB00-\uFB06\u1FEF]/;

/** The sharp s, which folds to `ss`, but is a letter of its own in domains (RFC 5892). */
const SHARP_S = /[\u00DF\u1E9E]/;

/**
 * A local part in any alphabet (RFC 6531 §3.3). What would need quotes is refused, since
 * in an email's header it could be read as something else. Dots may be anywhere: some
 * providers gave out such addresses, and servers take them.
 */
const LOCAL_PART = /^[^\s\p{C}\uFFFD@"(),:;<>[\\\]]+$/u;

/** A domain as DNS has it, without a dot at its end; the last label is no number, which would make it an IP address. */
const ASCII_DOMAIN =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** What can be wrong with an address. */
export type AddressProblem =
  | "emailRequired"
  /** It holds a character that nobody sees. */
  | "addressHidden"
  /** It holds a character that a mail server may take for another. */
  | "addressUnclear"
  | "addressTooLong"
  | "noAddress";

/** The address in its one form, see {@linkcode canonicalAddress}, or what is wrong with it. */
type ReadAddress =
  | { readonly address: string; readonly problem: null }
  | { readonly address: null; readonly problem: AddressProblem };

/**
 * The one form of an address: without spaces and marks around it, in Unicode NFC
 * (RFC 6532 §3.1), the domain in lower case and A-labels (RFC 5890 §2.3.2.1). Upper case
 * before the @ stays, since only the receiving server knows what it means (RFC 5321 §2.4).
 * Null when email cannot go there, see {@linkcode readAddress}.
 */
export function canonicalAddress(typed: string): string | null {
  return readAddress(typed).address;
}

/**
 * The address to compare: one mailbox has one, and two people never have the same. It is
 * the canonical address without differences of case; applying it twice changes nothing
 * more. What is no address gets a key that no address has.
 */
export function addressKey(typed: string): string {
  const address = canonicalAddress(typed);
  if (address !== null) return folded(address);
  const wellFormed = typed.trim().toWellFormed();
  if (wellFormed.length > MAX_TYPED_LENGTH) return wellFormed;
  const text = folded(wellFormed);
  return canonicalAddress(text) === null ? text : `(${text})`;
}

/**
 * The start that the keys of addresses have which begin with this. The last label of the
 * domain is not whole: when it is not ASCII, that is all that is known of its A-label.
 */
export function addressKeyStart(typed: string): string {
  const text = typed.trim().slice(0, MAX_TYPED_LENGTH).replace(AROUND, "")
    .normalize("NFC");
  const [, before, whole, last] = /^(.*@)?((?:[^@]*\.)?)([^@]*)$/s.exec(text) ??
    [];
  if (before === undefined) return folded(text);
  const domain = whole === "" ? "" : asciiDomain(whole.slice(0, -1));
  if (domain === null) return folded(text);
  const isAscii = /^[\0-\x7F]*$/.test(last);
  return folded(before) + (domain && `${domain}.`) +
    (isAscii ? last.toLowerCase() : "xn--");
}

/**
 * A domain in lower case and A-labels, by UTS #46 non-transitional processing as URLs
 * are read (https://url.spec.whatwg.org/#concept-domain-to-ascii); null when it is none.
 */
export function asciiDomain(typed: string): string | null {
  // Everything else in ASCII means something in a URL.
  if (/[^A-Za-z0-9.\x80-\u{10FFFF}-]/u.test(typed)) return null;
  try {
    const { hostname } = new URL(`http://${typed}`);
    return ASCII_DOMAIN.test(hostname) ? hostname : null;
  } catch {
    return null;
  }
}

/** Reads an address as it was typed. Spaces and marks around it do not count. */
export function readAddress(typed: string): ReadAddress {
  const text = typed.trim();
  if (text.length > MAX_TYPED_LENGTH) return refused("addressTooLong");
  const trimmed = text.replace(AROUND, "");
  if (trimmed === "") return refused("emailRequired");
  if (/\p{DI}/u.test(trimmed)) return refused("addressHidden");
  const composed = trimmed.normalize("NFC");
  if (FOLDS_TO_ASCII.test(trimmed + composed)) return refused("addressUnclear");
  if ([...composed].length > MAX_ADDRESS_LENGTH) {
    return refused("addressTooLong");
  }
  const at = composed.lastIndexOf("@");
  const local = composed.slice(0, Math.max(at, 0));
  const domain = asciiDomain(composed.slice(at + 1));
  if (!LOCAL_PART.test(local) || !domain?.includes(".")) {
    return refused("noAddress");
  }
  if (!isPlain(local)) return refused("addressUnclear");
  const bytes = Math.max(bytesOf(local), bytesOf(folded(local)));
  if (bytes > MAX_LOCAL_PART_BYTES) return refused("noAddress");
  const isShort = bytes + domain.length < MAX_ADDRESS_LENGTH;
  return isShort
    ? { address: `${local}@${domain}`, problem: null }
    : refused("addressTooLong");
}

function refused(problem: AddressProblem): ReadAddress {
  return { address: null, problem };
}

/**
 * Whether no character of it has another that a mail server takes for the same, such as
 * `ａ` for `a`, or that only its key takes for the same, such as `ᲀ` for `в`. Else one
 * mailbox would have many addresses here, or one address would keep the owner of
 * another from signing up.
 */
function isPlain(local: string): boolean {
  const lower = local.toLowerCase().normalize("NFC");
  return !SHARP_S.test(local) &&
    local.normalize("NFKC").toLowerCase() === lower &&
    folded(local) === lower.replaceAll("ς", "σ");
}

/** Without differences of case, as by CaseFolding.txt: so a mailbox has one key, however it is spelt. */
function folded(text: string): string {
  // The dotless i has no case but its own, though JavaScript gives it the capital of i. The
  // capital sharp s becomes "ss" only by way of the small one.
  return text.replace(
    /[^ı]+/g,
    (part) => part.toLowerCase().toUpperCase().toLowerCase(),
  )
    .replaceAll("ς", "σ").normalize("NFC");
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
