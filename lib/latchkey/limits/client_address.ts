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
 * missing or no address, the peer counts. At 0 no header is read: anybody can write one,
 * from this machine and the networks around it too.
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
  const host = "hostname" in peer ? peer.hostname : "";
  return await networkOf(forwarded ?? "") ?? await networkOf(host) ?? UNKNOWN;
}

/** A network that a client is in. */
export interface ClientNetwork {
  readonly name: string;
  /** How many times as much it may do as the client alone. */
  readonly share: number;
}

/**
 * The networks by which a client is counted, the narrowest first: an IPv4 address alone; of
 * IPv6 the /64, the /56 and the /48, since providers give one customer any of these.
 *
 * @param client What {@linkcode clientAddress} gave.
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
  // Loaded when somebody logs in: it is CommonJS, whose loader takes 30 ms of a start.
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
