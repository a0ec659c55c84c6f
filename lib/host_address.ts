/**
 * Where a server of another machine is.
 *
 * @module
 */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";

/**
 * One address of a host, an IPv4 one if there is any: the tasks' permissions name no
 * IPv6 addresses but this machine's. One alone, since clients have the runtime try
 * several by turns, IPv6 first, and one that is not permitted ends the process there.
 *
 * @throws what the system's resolver throws when nobody knows the host.
 */
export async function addressOf(
  host: string,
  signal?: AbortSignal,
): Promise<string> {
  if (isIP(host)) return host;
  if (host === "localhost") return "127.0.0.1";
  for (const type of ["A", "AAAA"] as const) {
    const addresses = await ask(host, type, signal);
    if (addresses.length > 0) return anyOf(addresses);
  }
  return (await lookup(host)).address; // A name of /etc/hosts, if it is permitted.
}

async function ask(
  host: string,
  type: "A" | "AAAA",
  signal: AbortSignal | undefined,
): Promise<string[]> {
  try {
    return await Deno.resolveDns(host, type, { signal });
  } catch {
    return [];
  }
}

/** Another one each time, so that a server that is down is not all there is. */
function anyOf(addresses: readonly string[]): string {
  return addresses[Math.floor(Math.random() * addresses.length)];
}
