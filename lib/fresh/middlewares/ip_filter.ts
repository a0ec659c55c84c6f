/**
 * Allows requests by the client's IP address.
 *
 * @module
 */
import process from "node:process";
import type { BlockList, isIP } from "node:net";
import type { Context } from "../context.ts";
import type { MiddlewareFn } from "../handlers.ts";

/** The rules of {@linkcode ipFilter}: addresses, or subnets in CIDR notation. */
export interface IpFilterRules {
  /** Clients to reject, even if they are on the other list. */
  denyList?: string[];
  /** The only clients to allow. Default, and if it is empty: all. */
  allowList?: string[];
}

/** The options of {@linkcode ipFilter}. */
export interface IpFilterOptions {
  /** Responds to a rejected client. Default: 403. */
  onBlocked?: <State>(
    remote: { addr: string; type: "IPv4" | "IPv6" },
    ctx: Context<State>,
  ) => Response | Promise<Response>;
}

/** The part of `node:net` in use. It is only loaded if the app has a filter. */
interface Net {
  BlockList: new () => BlockList;
  isIP: typeof isIP;
}

/**
 * Rejects clients with 403 by their IP address, as the server sees it: behind a proxy, that is
 * the proxy's address. An IPv4 address in IPv6 notation (`::ffff:192.0.2.1`) counts as IPv4. A
 * client without an address, on a Unix socket, is only allowed if there is no `allowList`.
 *
 * @example A subnet without one of its addresses
 * ```ts
 * app.use(ipFilter({
 *   allowList: ["192.168.1.0/24"],
 *   denyList: ["192.168.1.10"],
 * }));
 * ```
 *
 * @throws {TypeError} if a rule is neither an address nor a subnet.
 */
export function ipFilter<State>(
  rules: IpFilterRules,
  options: IpFilterOptions = {},
): MiddlewareFn<State> {
  const net: Net = process.getBuiltinModule("node:net");
  const denied = listOf(net, rules.denyList ?? []);
  const allowed = rules.allowList?.length ? listOf(net, rules.allowList) : null;

  return (ctx) => {
    const { remoteAddr } = ctx.info;
    const given = "hostname" in remoteAddr ? remoteAddr.hostname : "";
    const addr = given.replace(/%.*$/, ""); // A zone, as in `fe80::1%eth0`.
    const version = net.isIP(addr);
    if (version === 0) return allowed === null ? ctx.next() : forbidden();
    const type = version === 4 ? "IPv4" : "IPv6";
    const isIn = (list: BlockList) => list.check(addr, kindOf(version));
    if (!isIn(denied) && (allowed === null || isIn(allowed))) return ctx.next();
    return options.onBlocked?.({ addr, type }, ctx) ?? forbidden();
  };
}

function listOf(net: Net, rules: readonly string[]): BlockList {
  const list = new net.BlockList();
  for (const rule of rules) {
    const [, addr, prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(rule) ?? [];
    const version = net.isIP(addr ?? "");
    const bits = Number(prefix ?? (version === 4 ? 32 : 128));
    if (version === 0 || bits > (version === 4 ? 32 : 128)) {
      throw new TypeError(`"${rule}" is neither an IP address nor a subnet`);
    }
    if (prefix === undefined) list.addAddress(addr, kindOf(version));
    else list.addSubnet(addr, bits, kindOf(version));
  }
  return list;
}

function kindOf(version: number): "ipv4" | "ipv6" {
  return version === 4 ? "ipv4" : "ipv6";
}

function forbidden(): Response {
  return new Response("Forbidden", { status: 403 });
}
