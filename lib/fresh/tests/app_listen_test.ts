import assert from "node:assert/strict";
import { App } from "fresh";
import { test } from "./differences.ts";

/** Serves an app on a free port of this machine during `work`. */
async function serving(
  app: App<unknown>,
  work: (port: number) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  let port = 0;
  await app.listen({
    hostname: "127.0.0.1",
    port: 0,
    signal: stop.signal,
    onListen: (address) => port = address.port,
  });
  try {
    await work(port);
  } finally {
    stop.abort();
  }
}

/**
 * Sends a raw request line, unchanged by any URL parser; returns the response.
 */
async function send(port: number, target: string): Promise<string> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const request = `GET ${target} HTTP/1.1\r\nhost: localhost\r\n` +
    "connection: close\r\n\r\n";
  await connection.write(new TextEncoder().encode(request));
  return await new Response(connection.readable).text();
}

test("app.listen serves until it is stopped", async () => {
  const app = new App().get("/", (ctx) => {
    const { remoteAddr } = ctx.info;
    return ctx.text(remoteAddr.transport === "tcp" ? remoteAddr.hostname : "");
  });
  let address = "";
  await serving(app, async (port) => {
    address = `http://127.0.0.1:${port}/`;
    const response = await fetch(address);
    assert.equal(await response.text(), "127.0.0.1");
  });
  await assert.rejects(fetch(address));
});

test("app.listen rejects if the address is in use", async () => {
  await serving(new App(), async (port) => {
    const again = new App().listen({ hostname: "127.0.0.1", port });
    await assert.rejects(again, Deno.errors.AddrInUse);
  });
});

test("paths that no URL parser has normalised find the same routes and guards", async () => {
  const app = new App()
    .use("/private", () => new Response("guarded", { status: 401 }))
    .get("/", () => new Response("home"))
    .get("/private/page", () => new Response("reached"))
    .get("/open/:name", (ctx) => ctx.text(`open ${ctx.params.name}`));
  await serving(app, async (port) => {
    assert.match(await send(port, "/"), /home$/);
    for (
      const target of [
        "/private/page",
        "//private/page",
        "/private//page",
        "/./private/page",
        "/open/../private/page",
        "/open/%2e%2e/private/page",
        "/private/page/",
        "/private/page?",
        "/private\\page",
        "http://localhost/private/page",
      ]
    ) {
      assert.doesNotMatch(await send(port, target), /reached/, target);
    }
  });
});

test("answers 4xx to an invalid request target", async () => {
  const app = new App()
    .get("/", () => new Response("home"))
    .get("/open/:name", (ctx) => ctx.text(ctx.url.href + ctx.params.name));
  await serving(app, async (port) => {
    for (
      const target of [
        "/open/%",
        "/open/%zz",
        "/open/%ff",
        "/open/%00",
        "/%",
        "/open/a\\..\\..\\b",
        "//",
        "/?%",
        "/#x",
        "*",
        `/open/${"a".repeat(7000)}`,
      ]
    ) {
      const status = (await send(port, target)).match(/^HTTP\/1.1 (\d+)/)?.[1];
      assert.ok(Number(status) < 500, `${target.slice(0, 40)} gave ${status}`);
    }
  });
});
