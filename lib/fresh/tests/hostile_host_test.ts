import assert from "node:assert/strict";
import { App } from "fresh";
import { test } from "./differences.ts";

/** Sends requests with any `Host`; returns the responses. */
async function answers(
  app: App<unknown>,
  targets: readonly (readonly [host: string, path: string])[],
): Promise<string[]> {
  const hostname = "127.0.0.1";
  await using server = Deno.serve(
    { hostname, port: 0, onListen() {} },
    app.handler(),
  );
  const { port } = server.addr;
  return await Promise.all(targets.map(async ([host, path]) => {
    const connection = await Deno.connect({ hostname, port });
    const request = `GET ${path} HTTP/1.1\r\nhost: ${host}\r\n` +
      "connection: close\r\n\r\n";
    await connection.write(new TextEncoder().encode(request));
    return await new Response(connection.readable).text();
  }));
}

const app = new App()
  .use((ctx) =>
    ctx.url.pathname === "/open" || ctx.url.pathname === "/"
      ? ctx.next()
      : new Response("guarded", { status: 401 })
  )
  .get("/", () => new Response("home"))
  .get("/open", () => new Response("open"))
  .get("/guarded", () => new Response("reached"));

test("answers 400 with a message to an invalid host", async () => {
  const hosts = ["[", "a b", "x:99999", "localhost, evil", "1.2.3.999"];
  const paths = ["/", "/guarded", "/./guarded"];
  const targets = hosts.flatMap((host) =>
    paths.map((path) => [host, path] as const)
  );
  for (const [index, answer] of (await answers(app, targets)).entries()) {
    assert.match(answer, /^HTTP\/1\.1 400 /, targets[index].join(" "));
    assert.match(answer, /try again\.$/, targets[index].join(" "));
  }
});

test("a host that contains a path doesn't mislead middlewares", async () => {
  const hosts = ["a\\open?", "a/open?", "a?b", "a#b", "a\\open#", "u:p@h"];
  const targets = hosts.map((host) => [host, "/guarded"] as const);
  for (const [index, answer] of (await answers(app, targets)).entries()) {
    assert.doesNotMatch(answer, /reached/, hosts[index]);
  }
});

test("a path in the host is routed as middlewares read it", async () => {
  const hosts = ["a/op\ten?", "a/\topen?", "a/x/..\\open?", "a/x/%2E./open#"];
  const targets = hosts.map((host) => [host, "/guarded"] as const);
  for (const [index, answer] of (await answers(app, targets)).entries()) {
    assert.match(answer, /open$/, hosts[index]);
  }
});

test("any valid host reaches the same route", async () => {
  const hosts = ["localhost", "LOCALHOST:80", "[::1]:8000", "localhost"];
  const targets = hosts.map((host) => [host, "//open"] as const);
  for (const [index, answer] of (await answers(app, targets)).entries()) {
    assert.match(answer, /open$/, hosts[index]);
  }
});
