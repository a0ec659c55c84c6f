/** Answers that no provider should give. */
import assert from "node:assert/strict";
import { forgedLogins } from "../../../testing/providers/forging_login.ts";
import { missingHosts } from "./client.ts";

Deno.test("rejects the user info of another person", async () => {
  await using app = await forgedLogins();
  app.forger.answer(
    "/userinfo",
    () => Response.json({ sub: "bob", email: "bob@example.com" }),
  );
  assert.match(String(await app.logIn()), /^invalid: /);
});

for (
  const [what, path, answer, expected] of [
    [
      "a wrong secret",
      "/token",
      () => Response.json({ error: "invalid_client" }, { status: 401 }),
      "invalid: invalid_client",
    ],
    [
      "a wrong code",
      "/token",
      () => Response.json({ error: "invalid_grant" }, { status: 400 }),
      "invalid: invalid_grant",
    ],
    [
      "an outage",
      "/token",
      () => Response.json({ error: "server_error" }, { status: 500 }),
      /^down: /,
    ],
    [
      "a gateway's error",
      "/token",
      () => new Response("<h1>", { status: 502 }),
      /^down: /,
    ],
    [
      "a page",
      "/token",
      () => new Response("<h1>", { headers: { "content-type": "text/html" } }),
      /^invalid: /,
    ],
    [
      "a redirect",
      "/token",
      () => Response.redirect("http://127.0.0.1:1/", 307),
      /^invalid: /,
    ],
    [
      "a token of another kind",
      "/token",
      () => Response.json({ access_token: "x", token_type: "mac" }),
      /^invalid: /,
    ],
    [
      "an error with text for the log",
      "/token",
      () => Response.json({ error: "a\nb ada@example.com" }, { status: 400 }),
      "invalid: an unknown error",
    ],
    [
      "keys that can't be fetched",
      "/jwks",
      () => new Response(null, { status: 503 }),
      /^down: /,
    ],
    ["keys that are none", "/jwks", () => Response.json({}), /^invalid: /],
    [
      "user info that can't be fetched",
      "/userinfo",
      () => new Response(null, { status: 503 }),
      /^down: /,
    ],
  ] as const
) {
  Deno.test(`tells what ${what} of the provider means`, async () => {
    await using app = await forgedLogins();
    app.forger.answer(path, answer);
    const result = String(await app.logIn());
    if (typeof expected === "string") assert.equal(result, expected);
    else assert.match(result, expected);
  });
}

const DISCOVERY = "/.well-known/openid-configuration";

for (const path of [DISCOVERY, "/token", "/jwks", "/userinfo"]) {
  Deno.test(`reads no endless answer of ${path}`, async () => {
    await using app = await forgedLogins();
    let sent = 0;
    app.forger.answer(path, () => {
      const chunk = new Uint8Array(64_000).fill(0x20);
      const body = new ReadableStream({
        pull(controller) {
          sent += chunk.length;
          controller.enqueue(chunk);
        },
      });
      const headers = { "content-type": "application/json" };
      return new Response(body, { headers });
    });
    const result = String(await app.logIn());
    assert.match(result, /^(?:invalid|down): (?!timeout)/);
    assert.ok(sent < 20_000_000, `${sent}`); // Some of it fills buffers.
  });
}

Deno.test("tells what errors in the redirect mean", async () => {
  await using app = await forgedLogins();
  for (
    const [error, expected] of [
      ["access_denied", "cancelled: access_denied"],
      ["user_cancelled_authorize", "cancelled: user_cancelled_authorize"],
      ["temporarily_unavailable", "down: temporarily_unavailable"],
      ["invalid_scope", "invalid: invalid_scope"],
      ["<script> ada@example.com", "invalid: an unknown error"],
    ]
  ) assert.equal(await app.logIn({ error }), expected);
  assert.match(String(await app.logIn({ id_token: "a.b.c" })), /^invalid: /);
  assert.match(String(await app.logIn({ response: "a.b.c" })), /^invalid: /);
});

for (
  const [what, changes, expected] of [
    ["another issuer", { issuer: "https://evil.example" }, /^invalid: /],
    ["no issuer", { issuer: undefined }, /^invalid: /],
    [
      "no keys",
      { jwks_uri: undefined },
      "invalid: discovery names no jwks_uri",
    ],
    ["no login page", { authorization_endpoint: undefined }, /^invalid: /],
    ["a login page elsewhere", {
      authorization_endpoint: "http://evil.example/",
    }, "invalid: not in ACME_HOSTS: evil.example"],
    [
      "keys elsewhere",
      { jwks_uri: "http://127.0.0.1:1/" },
      "invalid: not in ACME_HOSTS: 127.0.0.1:1",
    ],
    ["a script as its login page", {
      authorization_endpoint: "javascript:alert(1)",
    }, /^invalid: /],
  ] as const
) {
  Deno.test(`rejects discovery with ${what}`, async () => {
    await using app = await forgedLogins();
    app.forger.discovers(changes);
    const result = String(await app.logIn());
    if (typeof expected === "string") assert.equal(result, expected);
    else assert.match(result, expected);
  });
}

for (
  const [what, answer, expected] of [
    [
      "a missing page",
      () => new Response(null, { status: 404 }),
      "invalid: discovery answered 404",
    ],
    [
      "a redirect",
      () => Response.redirect("http://127.0.0.1:1/", 302),
      "invalid: discovery answered 302",
    ],
    [
      "an outage",
      () => new Response(null, { status: 500 }),
      "down: discovery answered 500",
    ],
    [
      "too many requests",
      () => new Response(null, { status: 429 }),
      "down: discovery answered 429",
    ],
    ["a page", () => new Response("<h1>"), /^invalid: /],
    ["null", () => Response.json(null), /^invalid: /],
    ["a list", () => Response.json([]), /^invalid: /],
  ] as const
) {
  Deno.test(`tells what ${what} in place of discovery means`, async () => {
    await using app = await forgedLogins();
    app.forger.answer("/.well-known/openid-configuration", answer);
    const result = String(await app.logIn());
    if (typeof expected === "string") assert.equal(result, expected);
    else assert.match(result, expected);
  });
}

Deno.test("authenticates as the provider wants it", async () => {
  await using app = await forgedLogins();
  let seen: string[] = [];
  const { fetch } = globalThis;
  const watch: typeof fetch = (input, init) => {
    if (String(input).endsWith("/token")) {
      const sent = new Headers(init?.headers).get("authorization");
      seen = [sent ?? "", String(init?.body)];
    }
    return fetch(input, init);
  };
  globalThis.fetch = watch;
  try {
    await app.logIn();
    assert.match(seen[0], /^Basic /);
    assert.doesNotMatch(seen[1], /client_secret/);
    app.forger.discovers({
      token_endpoint_auth_methods_supported: ["client_secret_post"],
    });
    const again = await forgedLogins();
    again.forger.discovers({
      token_endpoint_auth_methods_supported: ["client_secret_post"],
    });
    await again.logIn();
    await again[Symbol.asyncDispose]();
    assert.equal(seen[0], "");
    const sent = new URLSearchParams(seen[1]);
    assert.equal(sent.get("client_secret"), "a secret: with / & % ü");
    assert.equal(sent.get("code_verifier"), "a".repeat(43));
  } finally {
    globalThis.fetch = fetch;
  }
});

Deno.test("keys without TLS are not those of a provider with TLS", () => {
  const issuer = new URL("https://acme.example");
  const discovered = (jwks_uri: string) =>
    missingHosts({ issuer, hosts: ["keys.example"] }, {
      issuer: "https://acme.example",
      jwks_uri,
    });
  assert.deepEqual(discovered("https://keys.example/"), []);
  for (const host of ["acme.example", "keys.example"]) {
    assert.deepEqual(discovered(`http://${host}/`), [`http://${host}`]);
  }
});
