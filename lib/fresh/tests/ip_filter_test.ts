import assert from "node:assert/strict";
import { App, ipFilter, type IpFilterOptions, type IpFilterRules } from "fresh";
import { test } from "./differences.ts";

/** Sends a request from an address. */
function from(
  address: string | Deno.Addr,
  rules: IpFilterRules,
  options?: IpFilterOptions,
): Promise<Response> {
  const app = new App().use(ipFilter(rules, options))
    .get("/page", () => new Response("page"));
  const remoteAddr = typeof address === "string"
    ? { transport: "tcp" as const, hostname: address, port: 1234 }
    : address;
  const info = {
    remoteAddr,
    completed: Promise.resolve(),
  } as Deno.ServeHandlerInfo;
  return app.handler()(new Request("http://localhost/page"), info);
}

const denied = (rule: string): IpFilterRules => ({ denyList: [rule] });
const allowed = (rule: string): IpFilterRules => ({ allowList: [rule] });

const ROWS: [address: string, rules: IpFilterRules, status: number][] = [
  ["203.0.113.7", {}, 200],
  ["203.0.113.7", { allowList: [], denyList: [] }, 200],
  ["203.0.113.7", denied("203.0.113.7"), 403],
  ["203.0.113.8", denied("203.0.113.7"), 200],
  ["203.0.113.8", denied("203.0.113.0/24"), 403],
  ["203.0.114.8", denied("203.0.113.0/24"), 200],
  ["10.9.9.9", denied("10.1.2.3/8"), 403],
  ["9.9.9.9", denied("0.0.0.0/0"), 403],
  ["192.168.1.7", allowed("192.168.1.0/24"), 200],
  ["192.168.2.7", allowed("192.168.1.0/24"), 403],
  ["2001:db8::1", denied("2001:db8::1"), 403],
  ["2001:0db8:0:0:0:0:0:1", denied("2001:DB8::1"), 403],
  ["2001:db8:1::1", denied("2001:db8::/32"), 403],
  ["2001:db9::1", denied("2001:db8::/32"), 200],
  ["2001:db9::1", allowed("2001:db8::/32"), 403],
  ["fe80::1%eth0", denied("fe80::/10"), 403],
  ["::ffff:10.1.2.3", denied("10.0.0.0/8"), 403],
  ["::ffff:a01:203", denied("10.1.2.3"), 403],
  ["::ffff:10.1.2.3", allowed("10.0.0.0/8"), 200],
  ["203.0.113.7", denied("::/0"), 200],
  ["localhost", denied("203.0.113.7"), 200],
  ["localhost", allowed("203.0.113.7"), 403],
];

for (const [address, rules, status] of ROWS) {
  test(`${address} by ${JSON.stringify(rules)}: ${status}`, async () => {
    const response = await from(address, rules);
    assert.equal(response.status, status);
    assert.equal(await response.text(), status === 200 ? "page" : "Forbidden");
  });
}

test("the deny list takes precedence over the allow list", async () => {
  const rules = { denyList: ["192.168.1.10"], allowList: ["192.168.1.0/24"] };
  assert.equal((await from("192.168.1.10", rules)).status, 403);
  assert.equal((await from("192.168.1.11", rules)).status, 200);
  assert.equal((await from("192.168.2.11", rules)).status, 403);
});

test("a client on a Unix socket has no address to allow", async () => {
  const socket: Deno.UnixAddr = { transport: "unix", path: "/run/app" };
  assert.equal((await from(socket, denied("203.0.113.7"))).status, 200);
  assert.equal((await from(socket, allowed("203.0.113.7"))).status, 403);
});

test("onBlocked responds to a rejected client", async () => {
  const options: IpFilterOptions = {
    onBlocked: ({ addr, type }, ctx) =>
      new Response(`${addr} ${type} ${ctx.url.pathname}`, { status: 401 }),
  };
  const rules = { denyList: ["203.0.113.7", "2001:db8::1"] };
  const v4 = await from("203.0.113.7", rules, options);
  assert.equal(v4.status, 401);
  assert.equal(await v4.text(), "203.0.113.7 IPv4 /page");
  const v6 = await from("2001:db8::1", rules, options);
  assert.equal(await v6.text(), "2001:db8::1 IPv6 /page");
});

test("refuses to start with a rule that matches nothing", () => {
  for (
    const rule of [
      "",
      "*",
      "nonsense",
      "203.0.113.0/33",
      "203.0.113.0/",
      "203.0.113.0/-1",
      "2001:db8::/129",
      "203.0.113.7 ",
      "1.2.3",
    ]
  ) {
    assert.throws(() => ipFilter(denied(rule)), TypeError, rule);
    assert.throws(() => ipFilter(allowed(rule)), TypeError, rule);
  }
});
