/**
 * Email addresses as people read them.
 *
 * @module
 */
import { domainToUnicode } from "node:url";
import { canonicalAddress } from "./address.ts";

/**
 * The address to show: the domain in U-labels (RFC 5890 §2.3.2.1), unless it could not be
 * typed back, as when a label holds a character that nobody sees.
 *
 * @param address In its canonical form.
 */
export function shownAddress(address: string): string {
  const at = address.lastIndexOf("@") + 1;
  if (!address.includes("xn--", at)) return address;
  const shown = address.slice(0, at) + domainToUnicode(address.slice(at));
  return canonicalAddress(shown) === address ? shown : address;
}
