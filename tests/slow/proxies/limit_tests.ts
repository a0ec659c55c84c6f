/**
 * Large and slow requests, connections that stay open, and an app that is down.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Agent } from "node:https";
import { send } from "./client.ts";
import { heldOpenFor, webSocketEcho } from "./connections.ts";
import { logIn } from "./person.ts";
import { ONCE, type ProxyTest, SECRET } from "./proxy_tests.ts";
import { withStandIn } from "./stack.ts";

/** Requests that are large, slow or stay open. */
export function requestTests(test: ProxyTest): void {
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

  test("a WebSocket of a site gets through", ({ proxy, ...app }) =>
    withStandIn(app, (request) => {
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.onmessage = ({ data }) => socket.send(`${data}!`);
      return response;
    }, async () => {
      assert.equal(await webSocketEcho(proxy, "hello"), "hello!");
    }));
}

/** The app is down, or restarts. */
export function outageTests(test: ProxyTest): void {
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
}
