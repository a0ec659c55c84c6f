/**
 * The host of a server that a setting names by URL.
 *
 * @module
 */
import { isIP } from "node:net";
import { domainToASCII } from "node:url";

/**
 * The host as it is looked up and permitted: an IP address without brackets, or a name in
 * lower case and ASCII (A-labels).
 *
 * @param hostname As a URL has it. Where browsers do not know the scheme, that is as it was
 * written, percent-encoded where it is not ASCII.
 * @returns an empty text when no server can have that name.
 */
export function serverHost(hostname: string): string {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host)) return host;
  try {
    const name = domainToASCII(decodeURIComponent(host));
    return /^[\w-]+(?:\.[\w-]+)*\.?$/.test(name) ? name : "";
  } catch {
    return ""; // A % that stands for nothing.
  }
}

/** Whether a host, with or without brackets, is this machine, to which nobody can listen on the way. */
export function isThisMachine(host: string): boolean {
  return ["localhost", "127.0.0.1", "::1", "[::1]"].includes(host);
}
