/**
 * What everyone can reach at a proxy: protocols, names, headers and paths.
 *
 * @module
 */
import assert from "node:assert/strict";
import { originOf, send } from "./client.ts";
import { ONCE, type ProxyTest } from "./proxy_tests.ts";
import type { Proxy } from "./proxy.ts";

/** Paths that only a server of files would answer. */
const PRIVATE = [
  "/.git/config",
  "/.git/HEAD",
  "/%2egit/config",
  "/static/../.git/config",
  "/static/%2e%2e/.git/config",
  "/.env",
  "/production.env",
  "/docs/proxy/nginx.conf",
  "/.data/latchkey.db",
  "/assets/.htpasswd",
];

/** HTTP, HTTPS and names. */
export function protocolTests(test: ProxyTest): void {
  test("HTTP leads pages to HTTPS, and never forms or programs", async ({ proxy }) => {
    const page = await send(proxy, {
      path: "/auth/login?next=/a",
      plain: true,
    });
    assert.equal(page.status, 301);
    assert.deepEqual(page.headers.location, [
      `${originOf(proxy)}/auth/login?next=/a`,
    ]);
    assert.equal(page.headers["strict-transport-security"], undefined);
    for (
      const request of [
        { path: "/token" },
        { path: "/api/me" },
        { path: "/metrics" },
        { path: "/auth/login", fields: { username: "ada" } },
        { path: "/auth/login", method: "DELETE" },
      ]
    ) {
      const { status, headers } = await send(proxy, {
        ...request,
        plain: true,
      });
      assert.equal(status, 403, request.path);
      assert.equal(headers.location, undefined);
    }
  });

  test("another name gets no answer", async ({ proxy }) => {
    for (const plain of [true, false]) {
      const headers = { host: "evil.example" };
      const answer = await send(proxy, { path: "/", plain, headers })
        .catch(() => null);
      assert.equal(answer?.body ?? "", "", `plain: ${plain}`);
      assert.notEqual(answer?.status, 301);
    }
  });

  test("speaks HTTP/2, and TLS from 1.2", async ({ proxy }) => {
    await using connection = {
      tls: await Deno.connectTls({
        hostname: "localhost",
        port: proxy.httpsPort,
        caCerts: [proxy.certificate.authority],
        alpnProtocols: ["h2", "http/1.1"],
      }),
      [Symbol.asyncDispose]() {
        return Promise.resolve(this.tls.close());
      },
    };
    assert.equal((await connection.tls.handshake()).alpnProtocol, "h2");
    assert.ok(!await accepts(proxy, "-tls1_1"));
    assert.ok(await accepts(proxy, "-tls1_2"));
    assert.ok(await accepts(proxy, "-tls1_3"));
  });
}

/** Headers and paths. */
export function contentTests(test: ProxyTest): void {
  test("each security header arrives once, on pages and files", async ({ proxy }) => {
    const page = await send(proxy, { path: "/auth/login" });
    for (const header of ONCE) {
      assert.equal(page.headers[header]?.length, 1, header);
    }
    const file = await send(proxy, { path: "/robots.txt" });
    assert.equal(file.status, 200);
    assert.equal(file.headers["strict-transport-security"].length, 1);
    assert.equal(file.headers["x-content-type-options"].length, 1);
  });

  test("nothing private is served, and the public part of /.well-known is", async ({ proxy }) => {
    for (const path of PRIVATE) {
      const { status, body } = await send(proxy, { path });
      assert.equal(status, 404, path);
      assert.doesNotMatch(body, /\[core\]|ref: refs|server_name|JWT_KEYS/);
    }
    const known = await send(proxy, { path: "/.well-known/change-password" });
    assert.equal(known.status, 303);
  });
}

/** Whether the proxy completes a handshake of one version of TLS. */
async function accepts(
  { httpsPort }: Proxy,
  version: string,
): Promise<boolean> {
  const { success } = await new Deno.Command("openssl", {
    args: [
      ...["s_client", "-connect", `127.0.0.1:${httpsPort}`],
      ...["-servername", "localhost", version],
      ...version === "-tls1_1" ? ["-cipher", "DEFAULT:@SECLEVEL=0"] : [],
    ],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
  return success;
}
