/**
 * The host of a server whose URL is a setting.
 *
 * @module
 */
import { isIP } from "node:net";
import { domainToASCII } from "node:url";

/**
 * The host for lookups and permissions: an IP address without brackets, or a name in lower
 * case and ASCII (A-labels).
 *
 * @param hostname The `hostname` of a URL. If the scheme is not one of the web, it is as
 * written, with non-ASCII characters percent-encoded.
 * @returns An empty string if the name is invalid.
 */
export function serverHost(hostname: string): string {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host)) return host;
  try {
    const name = domainToASCII(decodeURIComponent(host));
    return /^[\w-]+(?:\.[\w-]+)*\.?$/.test(name) ? name : "";
  } catch {
    return ""; // A % that is not an escape.
  }
}

/** Whether a host, with or without brackets, is this machine: such connections cannot be intercepted. */
export function isThisMachine(host: string): boolean {
  return ["localhost", "127.0.0.1", "::1", "[::1]"].includes(host);
}
