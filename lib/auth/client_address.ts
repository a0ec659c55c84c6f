/**
 * Where a request comes from, as far as a limit on tries needs to know.
 *
 * @module
 */

/** The bucket of whoever has no address that can be read: they share one. */
const UNKNOWN = "unknown";

/** Networks from which no stranger comes: who stands there with a forwarded request is a proxy. */
const NEAR: readonly string[] = [
  "loopback",
  "private",
  "uniqueLocal",
  "linkLocal",
  "carrierGradeNat",
];

/**
 * Names the client of a request: an IPv4 address whole, of an IPv6 address the /64
 * network, since one customer has at least that many addresses.
 *
 * `X-Forwarded-For` counts from the right, where our own proxies write: with `trustProxy`
 * proxies the client is the entry that the outermost of them added. Entries
 * further left come from the client and are never looked at. When that entry is
 * missing or no address, the peer counts, and at 0 always.
 *
 * Null when `trustProxy` is 0 and a peer from nearby brings a forwarded request: a
 * proxy that nobody set up. All people would come from its address, and one who guesses
 * would shut the door on everyone. A peer from far away gains nothing by such a header.
 *
 * @param peer The other end of the connection, such as `ctx.info.remoteAddr`.
 * @param trustProxy How many of our own proxies stand in front.
 */
export async function clientAddress(
  headers: Headers,
  peer: Deno.Addr,
  trustProxy: number,
): Promise<string | null> {
  const forwarded = trustProxy > 0
    ? headers.get("x-forwarded-for")?.split(",").at(-trustProxy)
    : undefined;
  const host = "hostname" in peer ? peer.hostname : "";
  const isForwarded = headers.has("x-forwarded-for") ||
    headers.has("forwarded");
  if (trustProxy === 0 && isForwarded && await isNear(host)) return null;
  return await networkOf(forwarded ?? "") ?? await networkOf(host) ?? UNKNOWN;
}

/** Whether a peer is on this machine, by a socket without an address too, or in a private network. */
async function isNear(host: string): Promise<boolean> {
  const address = await parse(host);
  return address === null || NEAR.includes(address.range());
}

/** The network of an address in text, with or without brackets, port and zone; null when it is none. */
async function networkOf(text: string): Promise<string | null> {
  const address = await parse(text);
  if (address === null) return null;
  if (!("parts" in address)) return address.toString();
  const network = address.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(":")}::/64`;
}

/** The address; an IPv4 one inside an IPv6 one is the IPv4 one. */
async function parse(text: string) {
  // Loaded when somebody signs in: it is CommonJS, whose loader takes 30 ms of a start.
  const { default: ipaddr } = await import("ipaddr.js");
  const address = withoutPort(text.trim());
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    return ipaddr.IPv4.parse(address);
  }
  if (!ipaddr.IPv6.isValid(address)) return null;
  const ipv6 = ipaddr.IPv6.parse(address);
  return ipv6.isIPv4MappedAddress() ? ipv6.toIPv4Address() : ipv6;
}

function withoutPort(text: string): string {
  const [, bracketed, ipv4] =
    /^(?:\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5})$/.exec(text) ?? [];
  return (bracketed ?? ipv4 ?? text).replace(/%.*$/, "");
}
