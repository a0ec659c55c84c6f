/** What every response has in common, whatever it answers. */
import assert from "node:assert/strict";
import { ANNA, openSite, type Site } from "../site.ts";

const JSON_CLIENT = { headers: { accept: "application/json" } };

/** Requests with every kind of answer, each with the type that it has. */
const REQUESTS: readonly (readonly [string, RequestInit, string])[] = [
  ["/", {}, "text/html; charset=utf-8"],
  ["/auth/login", {}, "text/html; charset=utf-8"],
  ["/nowhere", {}, "text/html; charset=utf-8"],
  ["/nowhere", JSON_CLIENT, "application/problem+json"],
  ["/api/me", {}, "application/json"],
  ["/api/openapi.json", {}, "application/json"],
  ["/token", { method: "POST", body: "{}" }, "application/json"],
  ["/auth/login", { method: "POST" }, "text/html; charset=utf-8"],
  ["/healthz", {}, "text/plain; charset=utf-8"],
  ["/readyz", {}, "text/plain; charset=utf-8"],
  ["/.well-known/security.txt", {}, "text/plain; charset=utf-8"],
  ["/robots.txt", {}, "text/plain; charset=utf-8"],
  ["/styles.css", {}, "text/css; charset=utf-8"],
  ["/favicon.ico", {}, "image/vnd.microsoft.icon"],
  ["/manifest.webmanifest", {}, "application/manifest+json"],
  ["/social.svg", {}, "image/svg+xml"],
];

async function answers(site: Site) {
  return await Promise.all(
    REQUESTS.map(async ([path, init, type]) => {
      const response = await site.fetch(path, init);
      return { path, type, response, body: await response.text() };
    }),
  );
}

const SETTINGS = { securityContact: "mailto:security@example.com" };

Deno.test("every response with a body declares its type, and text its encoding (ASVS 5.0 4.1.1)", async () => {
  await using site = await openSite({ settings: SETTINGS });
  for (const { path, type, response, body } of await answers(site)) {
    if (body === "") continue;
    const declared = response.headers.get("content-type")?.toLowerCase() ?? "";
    const plain = declared.replace(/;\s*charset/, "; charset");
    assert.ok(
      plain === type || plain === `${type}; charset=utf-8`,
      path + plain,
    );
    if (/^text\/|xml/.test(plain)) assert.match(plain, /charset=utf-8$/, path);
    if (/[/+]json$/.test(type)) JSON.parse(body);
  }
});

Deno.test("no response can be shown in a frame, whatever its type (ASVS 5.0 3.4.6)", async () => {
  await using site = await openSite({ settings: SETTINGS });
  for (const { path, response } of await answers(site)) {
    const policy = response.headers.get("content-security-policy") ?? "";
    assert.match(policy, /(?:^|; )frame-ancestors 'none'(?:;|$)/, path);
  }
});

Deno.test("repeats nothing to TRACE and TRACK (ASVS 5.0 13.4.4)", async () => {
  await using site = await openSite();
  for (const path of ["/", "/auth/login", "/styles.css", "/api/me"]) {
    // `Request` refuses TRACE, so the method is that of another object.
    const request = new Request(`http://localhost:8000${path}`, {
      headers: { cookie: "access_token_8000=secret", "x-secret": "secret" },
    });
    for (const method of ["TRACE", "TRACK"]) {
      const traced = new Proxy(request, {
        get: (target, name) => {
          if (name === "method") return method;
          const value = Reflect.get(target, name, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
      const response = await site.handler(traced, {
        remoteAddr: { transport: "tcp", hostname: "192.0.2.1", port: 4711 },
        completed: Promise.resolve(),
      });
      assert.ok(response.status >= 303, `${method} ${path} ${response.status}`);
      assert.doesNotMatch(await response.text(), /secret/);
    }
  }
});

Deno.test("lists no folder (ASVS 5.0 13.4.3)", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  for (
    const path of [
      "/static/",
      "/styles/",
      "/fonts/",
      "/_fresh/",
      "/.data/",
      "/.git/",
      "/.git/config",
      "/.env",
      "/lib/",
      "/routes/",
      "/deno.json",
      "/..%2fdeno.json",
    ]
  ) {
    const response = await visitor.get(path);
    await response.body?.cancel();
    assert.equal(response.status, 404, path);
  }
});
