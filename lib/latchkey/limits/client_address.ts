/**
 * The client of a request, as rate limits see it.
 *
 * @module
 */

/** The bucket shared by clients without a readable address. */
const UNKNOWN = "unknown";

/**
 * Identifies the client of a request: by the whole IPv4 address, or by the /64 network of an
 * IPv6 address, since a customer has at least that many addresses.
 *
 * `X-Forwarded-For` counts from the right, where our own proxies write: with `trustProxy`
 * proxies, the client is the entry that the outermost of them added. Entries further left come
 * from the client and are ignored. When the entry is missing or invalid, the peer counts. At 0,
 * no header is read, since anyone can send one.
 *
 * @param peer The other end of the connection, such as `ctx.info.remoteAddr`.
 * @param trustProxy The number of our own proxies in front.
 */
export async function clientAddress(
  headers: Headers,
  peer: Deno.Addr,
  trustProxy: number,
): Promise<string> {
  const forwarded = trustProxy > 0
    ? headers.get("x-forwarded-for")?.split(",").at(-trustProxy)
    : undefined;
  const host = "hostname" in peer ? peer.hostname : "";
  return await networkOf(forwarded ?? "") ?? await networkOf(host) ?? UNKNOWN;
}

/** A network of a client. */
export interface ClientNetwork {
  readonly name: string;
  /** The multiple of a single client's limit that the network is allowed. */
  readonly share: number;
}

/**
 * The networks to count a client by, the narrowest first: the IPv4 address; for IPv6 the /64,
 * the /56 and the /48, since providers assign one customer any of these.
 *
 * @param client The result of {@linkcode clientAddress}.
 */
export function networksOf(client: string): readonly ClientNetwork[] {
  const own = { name: client, share: 1 };
  const [, site, subnet] =
    /^([\da-f]+:[\da-f]+:[\da-f]+):([\da-f]+)::\/64$/.exec(client) ?? [];
  if (site === undefined) return [own];
  const wider = (parseInt(subnet, 16) & 0xff00).toString(16);
  return [
    own,
    { name: `${site}:${wider}::/56`, share: 2 },
    { name: `${site}::/48`, share: 4 },
  ];
}

/**
 * The network of an address with or without brackets, port and zone; null when it is invalid.
 */
async function networkOf(text: string): Promise<string | null> {
  const address = await parse(text);
  if (address === null) return null;
  if (!("parts" in address)) return address.toString();
  const network = address.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(":")}::/64`;
}

/** Parses an address. An IPv4-mapped IPv6 address becomes IPv4. */
async function parse(text: string) {
  // Loaded at the first login: as CommonJS it would add 30 ms to the start.
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
