/** What a client sees on the connection itself, which `fetch` hides. */
import assert from "node:assert/strict";
import { deadline, hasOwnFresh, requireHost } from "@latchkey/core/testing";
import { openSite, type Site } from "../site.ts";

/** Sends one raw request and returns the raw response. */
async function ask(site: Site, request: string): Promise<string> {
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    requireHost(site.handler),
  );
  using connection = await Deno.connect({
    port: server.addr.port,
    hostname: "127.0.0.1",
  });
  await connection.write(new TextEncoder().encode(request));
  let answer = "";
  for await (const bytes of connection.readable) {
    answer += new TextDecoder().decode(bytes);
  }
  return answer;
}

/** `Content-Length`, or null. */
function lengthIn(answer: string): string | null {
  const [head] = answer.split("\r\n\r\n", 1);
  return head.match(/^content-length: (\d+)$/im)?.[1] ?? null;
}

const PATHS = [
  "/",
  "/auth/login",
  "/private",
  "/api/me",
  "/api/openapi.json",
  "/healthz",
  "/styles.css",
  "/robots.txt",
  "/nowhere",
  "/%zz",
  "/token",
];

for (const path of PATHS) {
  Deno.test({
    name: `HEAD ${path} has GET's status and no other length`,
    ignore: !hasOwnFresh(),
    fn: async () => {
      await using site = await openSite();
      const [head, get] = await Promise.all(
        ["HEAD", "GET"].map((method) =>
          ask(
            site,
            `${method} ${path} HTTP/1.1\r\nhost: localhost:8000\r\nconnection: close\r\n\r\n`,
          )
        ),
      );
      assert.equal(head.slice(0, 13), get.slice(0, 13));
      assert.match(head, /\r\n\r\n$/, "HEAD has a body");
      const length = lengthIn(head);
      if (length !== null) assert.equal(length, lengthIn(get));
    },
  });
}

Deno.test("rejects a request without Host", async () => {
  await using site = await openSite();
  const without = await ask(
    site,
    "GET / HTTP/1.1\r\nconnection: close\r\n\r\n",
  );
  assert.match(without, /^HTTP\/1\.1 400 /);
  assert.match(without, /Add one\./);
  const twice = "host: a.example\r\nhost: b.example\r\n";
  assert.match(
    await ask(site, `GET / HTTP/1.1\r\n${twice}connection: close\r\n\r\n`),
    /^HTTP\/1\.1 400 /,
  );
});

Deno.test("closes a connection once the rest of an oversized body has arrived", async () => {
  await using site = await openSite();
  const size = 200_000;
  const request = "POST /token HTTP/1.1\r\nhost: localhost:8000\r\n" +
    "content-type: application/x-www-form-urlencoded\r\n" +
    "transfer-encoding: chunked\r\n\r\n" +
    `${size.toString(16)}\r\n${"x".repeat(size)}\r\n0\r\n\r\n`;
  const answer = await deadline(ask(site, request), 5_000);
  assert.match(answer, /^HTTP\/1\.1 413 /);
});
