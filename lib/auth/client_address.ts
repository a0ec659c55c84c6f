/**
 * Where a request comes from, as far as a limit on tries needs to know.
 *
 * @module
 */

/** The bucket of whoever has no address that can be read: they share one. */
const UNKNOWN = "unknown";

/**
 * Names the client of a request: an IPv4 address whole, of an IPv6 address the /64
 * network, since one customer has at least that many addresses.
 *
 * `X-Forwarded-For` counts from the right, where our own proxies write: with `trustProxy`
 * proxies the client is the entry that the outermost of them added. Entries
 * further left come from the client and are never looked at. When that entry is
 * missing or no address, the peer counts, and at 0 always.
 *
 * @param peer The other end of the connection, such as `ctx.info.remoteAddr`.
 * @param trustProxy How many of our own proxies stand in front.
 */
export async function clientAddress(
  headers: Headers,
  peer: Deno.Addr,
  trustProxy: number,
): Promise<string> {
  const forwarded = trustProxy > 0
    ? headers.get("x-forwarded-for")?.split(",").at(-trustProxy)
    : undefined;
  return await networkOf(forwarded ?? "") ??
    await networkOf("hostname" in peer ? peer.hostname : "") ?? UNKNOWN;
}

/** The network of an address in text, with or without brackets, port and zone; null when it is none. */
async function networkOf(text: string): Promise<string | null> {
  // Loaded when somebody signs in: it is CommonJS, whose loader takes 30 ms of a start.
  const { default: ipaddr } = await import("ipaddr.js");
  const address = withoutPort(text.trim());
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    return ipaddr.IPv4.parse(address).toString();
  }
  if (!ipaddr.IPv6.isValid(address)) return null;
  const ipv6 = ipaddr.IPv6.parse(address);
  if (ipv6.isIPv4MappedAddress()) return ipv6.toIPv4Address().toString();
  const network = ipv6.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(":")}::/64`;
}

function withoutPort(text: string): string {
  const [, bracketed, ipv4] =
    /^(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(text) ?? [];
  return (bracketed ?? ipv4 ?? text).replace(/%.*$/, "");
}
