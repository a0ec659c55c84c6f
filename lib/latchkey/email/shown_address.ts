/**
 * Email addresses for display.
 *
 * @module
 */
import { domainToUnicode } from "node:url";
import { canonicalAddress } from "./address.ts";

/**
 * Formats an address for display, with the domain in U-labels (RFC 5890 §2.3.2.1). Keeps the
 * A-labels when the result couldn't be entered again, such as with an invisible character.
 * Never throws.
 *
 * @param address An address in canonical form, as it is stored.
 *
 * @example
 * ```ts
 * import { shownAddress } from "@latchkey/core";
 *
 * console.assert(shownAddress("ada@xn--bcher-kva.example") === "ada@bücher.example");
 * ```
 */
export function shownAddress(address: string): string {
  const at = address.lastIndexOf("@") + 1;
  if (!address.includes("xn--", at)) return address;
  const shown = address.slice(0, at) + domainToUnicode(address.slice(at));
  return canonicalAddress(shown) === address ? shown : address;
}
