import assert from "node:assert/strict";
import { App, csrf, type CsrfOptions } from "fresh";
import { ask, askText } from "./ask.ts";
import { test } from "./differences.ts";

function app(options?: CsrfOptions<unknown>) {
  return new App().use(csrf(options)).all("/", () => new Response("passed"));
}

async function statusOf(
  headers: Record<string, string>,
  options?: CsrfOptions<unknown>,
  method = "POST",
): Promise<number> {
  return (await ask(app(options), "/", { method, headers })).status;
}

test("csrf allows safe methods from anywhere", async () => {
  const headers = {
    "sec-fetch-site": "cross-site",
    origin: "https://evil.example",
  };
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    assert.equal(await statusOf(headers, undefined, method), 200);
  }
});

test("csrf rejects every other method from another site", async () => {
  const headers = {
    "sec-fetch-site": "cross-site",
    origin: "https://evil.example",
  };
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    assert.equal(await statusOf(headers, undefined, method), 403);
  }
});

test("csrf rejects any content type", async () => {
  for (
    const type of [
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "text/plain",
      "application/json",
      "text/plain;charset=utf-8, application/json",
    ]
  ) {
    const headers = {
      "content-type": type,
      origin: "https://evil.example",
      "sec-fetch-site": "cross-site",
    };
    assert.equal(await statusOf(headers), 403, type);
  }
});

test("csrf trusts Sec-Fetch-Site same-origin and none", async () => {
  assert.equal(await statusOf({ "sec-fetch-site": "same-origin" }), 200);
  assert.equal(await statusOf({ "sec-fetch-site": "none" }), 200);
});

test("csrf allows a page of this site that hides its origin", async () => {
  assert.equal(
    await statusOf({ "sec-fetch-site": "same-origin", origin: "null" }),
    200,
  );
});

test("csrf rejects other Sec-Fetch-Site values without an allowed origin", async () => {
  for (
    const site of [
      "same-site",
      "cross-site",
      "",
      "SAME-ORIGIN",
      "same-origin, cross-site",
      "nonsense",
    ]
  ) {
    assert.equal(await statusOf({ "sec-fetch-site": site }), 403, site);
  }
});

test("csrf checks Origin when there is no Sec-Fetch-Site", async () => {
  assert.equal(await statusOf({ origin: "http://localhost" }), 200);
  for (
    const origin of [
      "null",
      "",
      "https://localhost",
      "http://localhost:8080",
      "http://localhost.evil.example",
      "http://evil.example/http://localhost",
      "http://localhost, http://evil.example",
    ]
  ) {
    assert.equal(await statusOf({ origin }), 403, origin);
  }
});

test("csrf allows clients that send neither header, since they aren't browsers", async () => {
  assert.equal(await statusOf({}), 200);
  assert.equal(await statusOf({}, { origin: "https://example.com" }), 200);
});

test("csrf accepts one allowed origin", async () => {
  const options = { origin: "https://example.com" };
  const headers = { "sec-fetch-site": "cross-site" };
  assert.equal(
    await statusOf({ ...headers, origin: "https://example.com" }, options),
    200,
  );
  assert.equal(
    await statusOf({ ...headers, origin: "https://example.com.evil" }, options),
    403,
  );
});

test("csrf accepts a list of allowed origins", async () => {
  const options = { origin: ["https://a.example", "https://b.example"] };
  assert.equal(await statusOf({ origin: "https://a.example" }, options), 200);
  assert.equal(await statusOf({ origin: "https://b.example" }, options), 200);
  assert.equal(await statusOf({ origin: "https://c.example" }, options), 403);
  assert.equal(await statusOf({ origin: "https://c.example" }, {}), 403);
  assert.equal(
    await statusOf({ origin: "https://a.example" }, { origin: [] }),
    403,
  );
});

test("csrf calls a function with the origin and the request", async () => {
  const options: CsrfOptions<unknown> = {
    origin: (origin, ctx) =>
      /^https:\/\/(foo|bar)\.example$/.test(origin) && ctx.url.pathname === "/",
  };
  assert.equal(await statusOf({ origin: "https://foo.example" }, options), 200);
  assert.equal(await statusOf({ origin: "https://baz.example" }, options), 403);
});

test("csrf compares with the public URL behind a trusted proxy", async () => {
  const app = new App({ trustProxy: true })
    .use(csrf())
    .post("/", () => new Response("passed"));
  const headers = {
    origin: "https://public.example",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "public.example",
  };
  assert.equal((await ask(app, "/", { method: "POST", headers })).status, 200);
});

test("csrf throws an HttpError that the app can handle itself", async () => {
  const app = new App()
    .onError("*", () => new Response("my own words", { status: 403 }))
    .use(csrf())
    .post("/", () => new Response("passed"));
  const text = await askText(app, "/", {
    method: "POST",
    headers: { origin: "https://evil.example" },
  });
  assert.equal(text, "my own words");
});

test("csrf rejects a request before the route runs", async () => {
  let reached = false;
  const app = new App().use(csrf()).post("/", () => {
    reached = true;
    return new Response("passed");
  });
  await ask(app, "/", {
    method: "POST",
    headers: { "sec-fetch-site": "same-site" },
  });
  assert.equal(reached, false);
});
