import assert from "node:assert/strict";
import { App, cors, type CORSOptions, HttpError } from "fresh";
import { ask } from "./ask.ts";
import { test } from "./differences.ts";

const ORIGIN = "https://app.example";
const OTHER = "https://evil.example";

function app(options?: CORSOptions<unknown>) {
  return new App()
    .use(cors(options))
    .get("/", () => new Response("hello", { headers: { vary: "Cookie" } }))
    .get("/moved", () => Response.redirect("http://localhost/"))
    .get("/fails", () => {
      throw new HttpError(403);
    });
}

/** The CORS headers of a response, and `Vary` in the order of the alphabet. */
async function headersOf(
  options: CORSOptions<unknown> | undefined,
  path: string,
  headers: Record<string, string>,
  method = "GET",
): Promise<Record<string, string>> {
  const response = await ask(app(options), path, { method, headers });
  await response.body?.cancel();
  const wanted = [...response.headers].filter(([name]) =>
    name === "vary" || name.startsWith("access-control-")
  );
  return Object.fromEntries(
    wanted.map(([name, value]) => [
      name.replace("access-control-", ""),
      name === "vary" ? value.split(", ").sort().join(", ") : value,
    ]),
  );
}

test("allows every origin by default", async () => {
  for (const headers of [{}, { origin: ORIGIN }] as Record<string, string>[]) {
    assert.deepEqual(await headersOf(undefined, "/", headers), {
      "allow-origin": "*",
      vary: "Cookie",
    });
  }
});

const SOME: CORSOptions<unknown>["origin"][] = [
  ORIGIN,
  ["https://first.example", ORIGIN],
  (origin) => origin === ORIGIN ? origin : null,
  (origin, ctx) => ctx.url.pathname === "/" && origin === ORIGIN ? origin : "",
];

for (const [index, origin] of SOME.entries()) {
  test(`allows only the given origins (${index + 1})`, async () => {
    assert.deepEqual(await headersOf({ origin }, "/", { origin: ORIGIN }), {
      "allow-origin": ORIGIN,
      vary: "Cookie, Origin",
    });
    for (
      const headers of [{}, { origin: OTHER }, { origin: "null" }, {
        origin: `${ORIGIN}.evil.example`,
      }, { origin: ORIGIN.toUpperCase() }] as Record<string, string>[]
    ) {
      const given = await headersOf({ origin }, "/", headers);
      assert.deepEqual(given, { vary: "Cookie, Origin" });
    }
  });
}

test("the function may allow another origin than the request's", async () => {
  const origin = (requested: string) => `https://got.example/${requested}`;
  const given = await headersOf({ origin }, "/", {});
  assert.equal(given["allow-origin"], "https://got.example/");
});

test("sets the headers for credentials and exposed headers", async () => {
  const options = {
    origin: ORIGIN,
    credentials: true,
    exposeHeaders: ["X-One", "X-Two"],
  };
  assert.deepEqual(await headersOf(options, "/", { origin: ORIGIN }), {
    "allow-origin": ORIGIN,
    "allow-credentials": "true",
    "expose-headers": "X-One,X-Two",
    vary: "Cookie, Origin",
  });
});

const PREFLIGHT = {
  origin: ORIGIN,
  "access-control-request-method": "PUT",
  "access-control-request-headers": "X-One, content-type",
};

test("answers a preflight with what it asks for by default", async () => {
  const response = await ask(app(), "/", {
    method: "OPTIONS",
    headers: PREFLIGHT,
  });
  assert.equal(response.status, 204);
  assert.equal(await response.text(), "");
  assert.deepEqual(await headersOf({}, "/", PREFLIGHT, "OPTIONS"), {
    "allow-origin": "*",
    "allow-methods": "GET,HEAD,PUT,POST,DELETE,PATCH",
    "allow-headers": "X-One,content-type",
    vary: "Access-Control-Request-Headers",
  });
});

test("answers a preflight by its options", async () => {
  const options: CORSOptions<unknown> = {
    origin: "http://example.com",
    allowHeaders: ["X-Custom-Header", "Upgrade-Insecure-Requests"],
    allowMethods: ["POST", "GET", "OPTIONS"],
    exposeHeaders: ["Content-Length", "X-Kuma-Revision"],
    maxAge: 600,
    credentials: true,
  };
  const headers = { ...PREFLIGHT, origin: "http://example.com" };
  assert.deepEqual(await headersOf(options, "/", headers, "OPTIONS"), {
    "allow-origin": "http://example.com",
    "allow-methods": "POST,GET,OPTIONS",
    "allow-headers": "X-Custom-Header,Upgrade-Insecure-Requests",
    "expose-headers": "Content-Length,X-Kuma-Revision",
    "max-age": "600",
    "allow-credentials": "true",
    vary: "Access-Control-Request-Headers, Origin",
  });
});

test("a preflight may be cached for zero seconds and allow no methods", async () => {
  const options = { maxAge: 0, allowMethods: [] };
  const headers = { origin: ORIGIN };
  assert.deepEqual(await headersOf(options, "/", headers, "OPTIONS"), {
    "allow-origin": "*",
    "max-age": "0",
  });
});

test("doesn't allow an unknown origin's preflight", async () => {
  const headers = { ...PREFLIGHT, origin: OTHER };
  const given = await headersOf({ origin: ORIGIN }, "/", headers, "OPTIONS");
  assert.equal(given["allow-origin"], undefined);
});

test("works on responses with immutable headers", async () => {
  const given = await headersOf({}, "/moved", { origin: ORIGIN });
  assert.equal(given["allow-origin"], "*");
});

test("errors pass through", async () => {
  const response = await ask(app(), "/fails", { headers: { origin: ORIGIN } });
  assert.equal(response.status, 403);
  assert.equal(response.headers.get("access-control-allow-origin"), null);
});
