import { deepStrictEqual as deepEqual, equal, match } from "node:assert/strict";
import fc from "fast-check";
import { clientAddress, networksOf } from "./client_address.ts";

function address(
  peer: string,
  trustProxy: number,
  forwarded?: string,
): Promise<string> {
  const headers = new Headers(
    forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  );
  const remoteAddr: Deno.Addr = {
    transport: "tcp",
    hostname: peer,
    port: 50_000,
  };
  return clientAddress(headers, remoteAddr, trustProxy);
}

Deno.test("uses the peer's address without a proxy, whatever the header says", async () => {
  equal(await address("192.0.2.1", 0), "192.0.2.1");
  equal(await address("192.0.2.1", 0, "198.51.100.7"), "192.0.2.1");
});

Deno.test("uses the entry of one trusted proxy and ignores forged ones", async () => {
  equal(await address("10.0.0.1", 1, "198.51.100.7"), "198.51.100.7");
  equal(
    await address("10.0.0.1", 1, "203.0.113.1, 203.0.113.2,198.51.100.7 "),
    "198.51.100.7",
  );
});

Deno.test("uses the second entry from the right behind two proxies", async () => {
  equal(
    await address("10.0.0.1", 2, "203.0.113.1, 198.51.100.7, 10.0.0.2"),
    "198.51.100.7",
  );
});

Deno.test("uses the peer's address when fewer proxies wrote than are trusted", async () => {
  equal(await address("10.0.0.1", 2, "203.0.113.1"), "10.0.0.1");
  equal(await address("10.0.0.1", 1), "10.0.0.1");
});

Deno.test("uses the peer's address for an invalid entry", async () => {
  for (
    const entry of [
      "",
      ",",
      "unknown",
      "1.2.3",
      "1.2.3.4.5",
      "256.1.1.1",
      "0x7f.1",
      "1",
      "127.1",
      "01.2.3.4",
      "::1::",
      "[::1",
      "g::1",
      "a, 1.2.3.4, x",
      "1.2.3.4:port",
      "1.2.3.4:123456",
    ]
  ) {
    equal(await address("10.0.0.1", 1, entry), "10.0.0.1", entry);
  }
});

Deno.test("strips ports, brackets and zones", async () => {
  equal(await address("10.0.0.1", 1, "198.51.100.7:1234"), "198.51.100.7");
  equal(
    await address("10.0.0.1", 1, "[2001:db8:1:2::9]:1234"),
    "2001:db8:1:2::/64",
  );
  equal(await address("10.0.0.1", 1, "[2001:db8:1:2::9]"), "2001:db8:1:2::/64");
  equal(await address("fe80::1%eth0", 0), "fe80:0:0:0::/64");
});

Deno.test("reduces an IPv6 client to its /64 in any spelling", async () => {
  for (
    const spelling of [
      "2001:db8:0:1::1",
      "2001:DB8:0:1:FFFF::",
      "2001:0db8:0000:0001:1:2:3:4",
    ]
  ) {
    equal(await address(spelling, 0), "2001:db8:0:1::/64");
  }
  equal(await address("2001:db8:0:2::1", 0), "2001:db8:0:2::/64");
});

Deno.test("reads an IPv4-mapped IPv6 address as IPv4", async () => {
  equal(await address("::ffff:192.0.2.1", 0), "192.0.2.1");
  equal(await address("::ffff:c000:201", 0), "192.0.2.1");
});

Deno.test("gives a peer without an address a bucket too", async () => {
  const remoteAddr: Deno.Addr = { transport: "unix", path: "/run/app.sock" };
  const headers = new Headers();
  equal(
    await clientAddress(headers, remoteAddr, 0),
    "unknown",
  );
});

Deno.test("ignores headers when no proxy is trusted, wherever the peer is", async () => {
  for (const peer of ["127.0.0.1", "10.0.0.1", "fd00::1", "203.0.113.9"]) {
    const client = await address(peer, 0);
    for (const name of ["x-forwarded-for", "forwarded", "x-real-ip"]) {
      const headers = new Headers({ [name]: "198.51.100.7" });
      const remoteAddr: Deno.Addr = {
        transport: "tcp",
        hostname: peer,
        port: 1,
      };
      equal(await clientAddress(headers, remoteAddr, 0), client);
    }
  }
});

Deno.test("counts an IPv6 client with its /56 and /48, and an IPv4 client alone", () => {
  const names = (client: string) => networksOf(client).map(({ name }) => name);
  deepEqual(names("192.0.2.1"), ["192.0.2.1"]);
  deepEqual(names("unknown"), ["unknown"]);
  deepEqual(names("2001:db8:0:12ff::/64"), [
    "2001:db8:0:12ff::/64",
    "2001:db8:0:1200::/56",
    "2001:db8:0::/48",
  ]);
  deepEqual(names("2001:db8:1:2::/64").at(1), "2001:db8:1:0::/56");
});

Deno.test("never throws on any header or returns anything but an address", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string(),
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom("::1", "203.0.113.9"),
      async (value, hops, hostname) => {
        let headers;
        try {
          headers = new Headers({ "x-forwarded-for": value });
        } catch {
          return;
        }
        const peer: Deno.Addr = { transport: "tcp", hostname, port: 1 };
        const bucket = await clientAddress(headers, peer, hops);
        match(bucket, /^(\d+\.\d+\.\d+\.\d+|[\da-f:]+::\/64)$/);
      },
    ),
  );
});
