/**
 * What is promised of every proxy in front of the site. Each test is registered for the
 * proxies that call {@linkcode proxyTests}.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Agent } from "node:https";
import { GUARDED_PAGE } from "../../pages.ts";
import { originOf, send } from "./client.ts";
import { heldOpenFor, webSocketEcho } from "./connections.ts";
import { cookiesOf, logIn } from "./person.ts";
import { type Stack, startStack } from "./stack.ts";
import type { Proxy, ProxyOptions } from "./proxy.ts";

/** What no log may contain. */
const SECRET = "f0rtunate-t0ken-0f-a-link";

/** Headers that a browser obeys only when they are sent once. */
const ONCE = [
  "strict-transport-security",
  "content-security-policy",
  "x-content-type-options",
  "cross-origin-opener-policy",
  "referrer-policy",
  "permissions-policy",
  "x-request-id",
];

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

/** Registers the tests of a proxy. */
export function proxyTests(
  name: string,
  startProxy: (options: ProxyOptions) => Promise<Proxy>,
  ignore: boolean,
): () => Stack {
  let stack: Stack;
  Deno.test.beforeAll(async () => {
    if (!ignore) stack = await startStack(startProxy);
  });
  Deno.test.afterAll(async () => await stack?.[Symbol.asyncDispose]());

  const test = (title: string, fn: (stack: Stack) => Promise<void>) =>
    Deno.test({ name: `${name}: ${title}`, ignore, fn: () => fn(stack) });

  test("a person logs in, with a Secure cookie of this host alone", async ({ proxy }) => {
    const answer = await logIn(proxy);
    assert.equal(answer.status, 303, answer.body);
    const cookie = answer.headers["set-cookie"]
      .find((line) => line.startsWith("__Host-access_token="));
    assert.match(cookie ?? "", /; Secure/i);
    const account = await send(proxy, {
      path: GUARDED_PAGE,
      headers: { cookie: cookiesOf(answer) },
    });
    assert.equal(account.status, 200);
  });

  test("a form of another site is rejected, whatever host it claims", async ({ proxy }) => {
    const answer = await logIn(proxy, {
      headers: {
        origin: "https://evil.example",
        "sec-fetch-site": "cross-site",
        "x-forwarded-host": "evil.example",
        forwarded: "host=evil.example",
      },
    });
    assert.equal(answer.status, 403);
  });

  test("a claimed address isn't shown in the activity", async ({ proxy }) => {
    const answer = await logIn(proxy, {
      headers: {
        "x-forwarded-for": "203.0.113.9",
        "x-real-ip": "203.0.113.9",
        forwarded: "for=203.0.113.9",
      },
    });
    const activity = await send(proxy, {
      path: "/account/activity",
      headers: { cookie: cookiesOf(answer) },
    });
    assert.match(activity.body, /127\.0\.0\.x/);
    assert.doesNotMatch(activity.body, /203\.0\.113/);
  });

  test("failed logins count by the client's address, whatever it claims", async ({ proxy }) => {
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) {
      const { status } = await logIn(proxy, {
        password: "not the password",
        from: "127.0.0.2",
        headers: { "x-forwarded-for": `203.0.113.${n}` },
      });
      statuses.push(status);
    }
    assert.equal(statuses[0], 401);
    assert.equal(statuses.at(-1), 429, statuses.join());
    const other = await logIn(proxy, { password: "not the password" });
    assert.equal(other.status, 401, "another client is not limited");
  });

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

  test("nothing private is served, and the public part of /.well-known is", async ({ proxy }) => {
    for (const path of PRIVATE) {
      const { status, body } = await send(proxy, { path });
      assert.equal(status, 404, path);
      assert.doesNotMatch(body, /\[core\]|ref: refs|server_name|JWT_KEYS/);
    }
    const known = await send(proxy, { path: "/.well-known/change-password" });
    assert.equal(known.status, 303);
  });

  test("a body of 64 KiB reaches the app, and a larger one gets 413", async ({ proxy }) => {
    const post = (length: number) =>
      send(proxy, {
        path: "/token",
        body: "x".repeat(length),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
    assert.ok([400, 401].includes((await post(65_536)).status));
    assert.equal((await post(65_537)).status, 413);
  });

  test("a client that sends its headers slowly, or stops within a form, is cut off", async ({ proxy }) => {
    const head = "POST /auth/login HTTP/1.1\r\nHost: localhost\r\n";
    const body = "Content-Type: application/x-www-form-urlencoded\r\n" +
      "Content-Length: 1000\r\n\r\nuser";
    const open = await Promise.all([
      heldOpenFor(proxy, head, { plain: true }),
      heldOpenFor(proxy, head),
      heldOpenFor(proxy, head + body, { drips: false }),
    ]);
    for (const seconds of open) {
      assert.ok(seconds > 5 && seconds < 25, `${open} seconds`);
    }
  });

  test("while the app is down, people read so, whatever they sent", async ({ proxy, stopApp, startApp }) => {
    const agent = new Agent({ keepAlive: true });
    const before = await logIn(proxy, { agent });
    assert.equal(before.status, 303);
    await stopApp();
    const read = await send(proxy, { path: `/?token=${SECRET}`, agent });
    const sent = await logIn(proxy, { agent });
    await startApp();
    for (const { status, headers, body } of [read, sent]) {
      assert.equal(status, 503);
      assert.match(body, /<h1>Back in a moment<\/h1>/);
      assert.deepEqual(headers["retry-after"], ["30"]);
      assert.deepEqual(headers["cache-control"], ["no-store"]);
      for (const header of ONCE.slice(0, 3)) {
        assert.equal(headers[header]?.length, 1, header);
      }
    }
    const after = await logIn(proxy, { agent });
    assert.equal(after.status, 303, "the same connection works again");
    agent.destroy();
  });

  test("a restart of the app loses no form that is sent afterwards", async ({ proxy, stopApp, startApp }) => {
    const agent = new Agent({ keepAlive: true });
    for (let n = 0; n < 3; n++) {
      assert.equal((await logIn(proxy, { agent })).status, 303);
      await stopApp();
      await startApp();
    }
    assert.equal((await logIn(proxy, { agent })).status, 303);
    agent.destroy();
  });

  test("a WebSocket of a site gets through", ({ proxy, ...app }) =>
    withStandIn(app, (request) => {
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.onmessage = ({ data }) => socket.send(`${data}!`);
      return response;
    }, async () => {
      assert.equal(await webSocketEcho(proxy, "hello"), "hello!");
    }));

  test("the app gets the proxy's word for each thing that clients claim", ({ proxy, ...app }) =>
    withStandIn(
      app,
      ({ headers }) => Response.json(Object.fromEntries(headers)),
      async () => {
        const { body } = await send(proxy, {
          path: "/",
          from: "127.0.0.2",
          headers: {
            forwarded: "for=203.0.113.9;host=evil.example;proto=http",
            "x-forwarded-for": "203.0.113.9",
            "x-forwarded-host": "evil.example",
            "x-forwarded-proto": "http",
            "x-real-ip": "203.0.113.9",
            "x-request-id": "claimed-0123456789",
          },
        });
        const received = JSON.parse(body);
        assert.equal(received["x-forwarded-for"], "127.0.0.2");
        assert.equal(received["x-forwarded-proto"], "https");
        assert.match(received["x-forwarded-host"], /^localhost(:\d+)?$/);
        assert.doesNotMatch(body, /evil|203\.0\.113|claimed/);
      },
    ));

  test("the app uses the proxy's request ID, never the client's", async ({ proxy }) => {
    const claimed = "claimed-0123456789";
    const { headers } = await send(proxy, {
      path: "/auth/login",
      headers: { "x-request-id": claimed },
    });
    assert.match(headers["x-request-id"][0], /^[\da-f-]{32,36}$/);
    assert.notEqual(headers["x-request-id"][0], claimed);
  });

  test("logs have clients and paths, and no token, cookie or address of an email", async ({ proxy }) => {
    await send(proxy, {
      path: `/auth/verify?token=${SECRET}`,
      from: "127.0.0.2",
      headers: {
        cookie: `__Host-access_token=${SECRET}`,
        referer: `${originOf(proxy)}/auth/verify?token=${SECRET}`,
        authorization: `Bearer ${SECRET}`,
      },
    });
    await send(proxy, { path: `/auth/verify?token=${SECRET}`, plain: true });
    await new Promise((done) => setTimeout(done, 500));
    const logs = await proxy.logs();
    assert.match(logs, /\/auth\/verify\b/);
    assert.match(logs, /127\.0\.0\.2\b/);
    assert.doesNotMatch(logs, new RegExp(SECRET));
    assert.doesNotMatch(logs, /ada(@|%40)example/);
  });
  return () => stack;
}

/** Runs a server in place of the app. */
async function withStandIn(
  { appPort, stopApp, startApp }: Omit<Stack, "proxy">,
  handler: Deno.ServeHandler,
  use: () => Promise<void>,
): Promise<void> {
  await stopApp();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: appPort, onListen() {} },
    handler,
  );
  try {
    await use();
  } finally {
    await server.shutdown();
    await startApp();
  }
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
