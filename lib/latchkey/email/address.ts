/**
 * Email addresses: the canonical form for storing, comparing and sending.
 *
 * @module
 */
import { MAX_ADDRESS_LENGTH } from "./address_length.ts";

/** The most bytes before the @ (RFC 5321 §4.5.3.1.1). */
const MAX_LOCAL_PART_BYTES = 64;

/**
 * A longer text is rejected before normalisation, whose time can grow with the square of the
 * length.
 */
const MAX_TYPED_LENGTH = 1000;

/** Whitespace and invisible characters, which often surround a copied address. */
const AROUND = /^[\p{White_Space}\p{DI}]+|[\p{White_Space}\p{DI}]+$/gu;

/**
 * Characters that fold to ASCII (Unicode's CaseFolding.txt) or normalise to it: the Kelvin
 * sign, the long s, the dotted capital I, ligatures and a Greek accent. A mail server may treat
 * them as ASCII.
 */
const FOLDS_TO_ASCII = /[\u212A\u017F\u0130\uFB00-\uFB06\u1FEF]/;

/** The sharp s, which folds to `ss` but is a separate letter in domains (RFC 5892 §2.6). */
const SHARP_S = /[\u00DF\u1E9E]/;

/**
 * A local part in any alphabet (RFC 6531 §3.3). Addresses that need quotes are rejected, since
 * they could be misread in a header. Dots may be anywhere: some providers gave out such
 * addresses.
 */
const LOCAL_PART = /^[^\s\p{C}\uFFFD@"(),:;<>[\\\]]+$/u;

/**
 * A domain in ASCII, without a final dot. The last label isn't a number, which would make it an
 * IP address.
 */
const ASCII_DOMAIN =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The problems of an address. */
export type AddressProblem =
  | "emailRequired"
  /** It has an invisible character. */
  | "addressHidden"
  /** It has a character that a mail server may take for another. */
  | "addressUnclear"
  | "addressTooLong"
  | "noAddress";

/** The canonical address, or the problem. */
type ReadAddress =
  | { readonly address: string; readonly problem: null }
  | { readonly address: null; readonly problem: AddressProblem };

/**
 * The canonical form of an address: without surrounding spaces and invisible characters, in
 * Unicode NFC (RFC 6532 §3.1), with the domain in lower case and A-labels (RFC 5890 §2.3.2.1).
 * The case of the local part stays, since only the receiving server knows its meaning (RFC 5321
 * §2.4). Null when the address is invalid, see {@linkcode readAddress}.
 */
export function canonicalAddress(typed: string): string | null {
  return readAddress(typed).address;
}

/**
 * The key to compare addresses by: the canonical address, case-folded (Unicode's
 * CaseFolding.txt). Two spellings of one address have the same key, and the key of a key is
 * itself. An invalid address gets a key that no valid address has, so this never throws.
 *
 * @param typed The address as it was entered.
 *
 * @example
 * ```ts
 * import { addressKey } from "@latchkey/core";
 *
 * console.assert(addressKey("Ada@Bücher.example") === "ada@xn--bcher-kva.example");
 * ```
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
 * The prefix of the keys of all addresses that start with this text. The last label of the
 * domain may be incomplete: if it isn't ASCII, only the `xn--` of its A-label is known.
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
 * Converts a domain to lower case and A-labels, with the processing of URLs: UTS #46,
 * non-transitional (WHATWG URL, "domain to ASCII"). Null when it is invalid.
 */
export function asciiDomain(typed: string): string | null {
  // Other ASCII characters have a meaning in URLs.
  if (/[^A-Za-z0-9.\x80-\u{10FFFF}-]/u.test(typed)) return null;
  try {
    const { hostname } = new URL(`http://${typed}`);
    return ASCII_DOMAIN.test(hostname) ? hostname : null;
  } catch {
    return null;
  }
}

/**
 * Reads an address as it was entered, and ignores surrounding spaces and invisible characters.
 */
export function readAddress(typed: string): ReadAddress {
  const text = typed.trim();
  if (text.length > MAX_TYPED_LENGTH) return rejected("addressTooLong");
  const trimmed = text.replace(AROUND, "");
  if (trimmed === "") return rejected("emailRequired");
  if (/\p{DI}/u.test(trimmed)) return rejected("addressHidden");
  const composed = trimmed.normalize("NFC");
  if (FOLDS_TO_ASCII.test(trimmed + composed)) {
    return rejected("addressUnclear");
  }
  if ([...composed].length > MAX_ADDRESS_LENGTH) {
    return rejected("addressTooLong");
  }
  const at = composed.lastIndexOf("@");
  const local = composed.slice(0, Math.max(at, 0));
  const domain = asciiDomain(composed.slice(at + 1));
  if (!LOCAL_PART.test(local) || !domain?.includes(".")) {
    return rejected("noAddress");
  }
  if (!isPlain(local)) return rejected("addressUnclear");
  const bytes = Math.max(bytesOf(local), bytesOf(folded(local)));
  if (bytes > MAX_LOCAL_PART_BYTES) return rejected("noAddress");
  const isShort = bytes + domain.length < MAX_ADDRESS_LENGTH;
  return isShort
    ? { address: `${local}@${domain}`, problem: null }
    : rejected("addressTooLong");
}

function rejected(problem: AddressProblem): ReadAddress {
  return { address: null, problem };
}

/**
 * Whether no character can be confused: neither by a mail server, such as `ａ` for `a`, nor by
 * the key, such as `ᲀ` for `в`. Otherwise one mailbox would have many addresses here, or one
 * address could keep the owner of another from signing up.
 */
function isPlain(local: string): boolean {
  const lower = local.toLowerCase().normalize("NFC");
  return !SHARP_S.test(local) &&
    local.normalize("NFKC").toLowerCase() === lower &&
    folded(local) === lower.replaceAll("ς", "σ");
}

/** Case-folds as CaseFolding.txt does, so that a mailbox has one key. */
function folded(text: string): string {
  // The dotless i folds to itself, though JavaScript upper-cases it to I. The capital sharp s
  // becomes "ss" only after lower-casing.
  return text.replace(
    /[^ı]+/g,
    (part) => part.toLowerCase().toUpperCase().toLowerCase(),
  )
    .replaceAll("ς", "σ").normalize("NFC");
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
