/** Answers that no honest provider gives. */
import assert from "node:assert/strict";
import * as base64url from "jose/base64url";
import { generateKeyPair } from "jose/key/generate/keypair";
import {
  type Forged,
  FORGED_CLIENT,
  type ForgingProvider,
  forgingProvider,
} from "../../../testing/providers/forging_provider.ts";
import {
  type LoginProvider,
  ProviderError,
  type ProviderIdentity,
} from "../login_provider.ts";
import { openIdProvider } from "./openid_provider.ts";

interface Opened extends AsyncDisposable {
  readonly forger: ForgingProvider;
  readonly provider: LoginProvider;
  /** Logs in; with the reason of a failure. */
  logIn(query?: Record<string, string>): Promise<ProviderIdentity | string>;
}

async function open(): Promise<Opened> {
  const forger = await forgingProvider();
  const provider = openIdProvider({
    id: "acme",
    label: "Acme",
    issuer: new URL(forger.issuer),
    clientId: FORGED_CLIENT,
    clientSecret: "a secret: with / & % ü",
    scopes: ["openid", "email"],
    hosts: [],
  });
  const request = {
    redirectUri: "http://localhost:8000/auth/provider/acme/callback",
    state: "a-state",
    nonce: "a-nonce",
    verifier: "a".repeat(43),
  };
  forger.nonce = request.nonce;
  return {
    forger,
    provider,
    async logIn(query = {}) {
      const now = Date.now();
      const page = { again: false, language: "en", loginHint: null, now };
      try {
        await provider.begin({ ...request, ...page });
        return await provider.finish({
          ...request,
          parameters: new URLSearchParams({
            code: "a-code",
            state: request.state,
            ...query,
          }),
          now,
        });
      } catch (error) {
        assert.ok(error instanceof ProviderError, String(error));
        return `${error.problem}: ${error.message}`;
      }
    },
    [Symbol.asyncDispose]: () => forger[Symbol.asyncDispose](),
  };
}

const { privateKey: OTHER_KEY } = await generateKeyPair("ES256");

const seconds = Math.floor(Date.now() / 1000);

/** A token without a signature. */
function unsigned(claims: Record<string, unknown>): string {
  const part = (json: unknown) => base64url.encode(JSON.stringify(json));
  return `${part({ alg: "none" })}.${part(claims)}.`;
}

const FORGED: Readonly<Record<string, Forged | null>> = {
  "signed by another key": { key: OTHER_KEY },
  "signed by an unknown key": { key: OTHER_KEY, header: { kid: "other" } },
  "of another issuer": { claims: { iss: "https://evil.example" } },
  "for another site": { claims: { aud: "films" } },
  "for another site too": { claims: { aud: [FORGED_CLIENT, "films"] } },
  "for nobody": { claims: { aud: undefined } },
  "without a nonce": { claims: { nonce: undefined } },
  "with another nonce": { claims: { nonce: "other" } },
  "that has expired": { claims: { exp: seconds - 120 } },
  "that never expires": { claims: { exp: undefined } },
  "that is not valid yet": { claims: { nbf: seconds + 600 } },
  "without a time": { claims: { iat: undefined } },
  "without a subject": { claims: { sub: undefined } },
  "with an empty subject": { claims: { sub: "" } },
  "with a subject that is too long": { claims: { sub: "a".repeat(256) } },
  "with a subject that is a number": { claims: { sub: 1 } },
  "that is missing": null,
};

for (const [what, forged] of Object.entries(FORGED)) {
  Deno.test(`rejects an ID token ${what}`, async () => {
    await using app = await open();
    app.forger.signs(forged);
    const result = await app.logIn();
    assert.match(String(result), /^invalid: [\w. ]+$/, JSON.stringify(result));
  });
}

Deno.test("rejects an ID token without a signature, also when the provider allows it", async () => {
  await using app = await open();
  const claims = {
    iss: app.forger.issuer,
    sub: "ada",
    aud: FORGED_CLIENT,
    iat: seconds,
    exp: seconds + 60,
    nonce: app.forger.nonce,
  };
  for (const algorithms of [["ES256"], ["none", "ES256"]]) {
    app.forger.discovers({ id_token_signing_alg_values_supported: algorithms });
    for (
      const token of [unsigned(claims), `${unsigned(claims)}AAAA`, "a.b.c", ""]
    ) {
      app.forger.signs(token);
      assert.match(String(await app.logIn()), /^invalid: /);
    }
  }
});

Deno.test("rejects an ID token that is signed with the public key as a secret", async () => {
  await using app = await open();
  const { forger } = app;
  const secrets = [
    JSON.stringify(forger.publicKey),
    forger.publicKey.x ?? "",
    "a secret: with / & % ü",
  ];
  for (const secret of secrets) {
    const key = new TextEncoder().encode(secret);
    for (const supported of [["ES256"], ["HS256", "ES256"]]) {
      forger.discovers({ id_token_signing_alg_values_supported: supported });
      forger.signs({ key, header: { alg: "HS256" } });
      assert.match(String(await app.logIn()), /^invalid: /);
    }
  }
});

Deno.test("accepts a valid ID token, with what it says about a person", async () => {
  await using app = await open();
  const { forger } = app;
  const logIn = async (claims: Record<string, unknown>) => {
    forger.signs({ claims });
    const identity = await app.logIn();
    assert.ok(typeof identity === "object", String(identity));
    return identity;
  };
  const { address, addressVerified, name } = await logIn({});
  assert.deepEqual([address, addressVerified, name], [
    "ada@example.com",
    false,
    "",
  ]);
  for (
    const [claims, expected] of [
      [{ email: "Ada@example.com", email_verified: true }, [
        "Ada@example.com",
        true,
      ]],
      [{ email: "ada@example.com", email_verified: "true" }, [
        "ada@example.com",
        true,
      ]],
      [{ email: "ada@example.com", email_verified: "false" }, [
        "ada@example.com",
        false,
      ]],
      [{ email: "ada@example.com", email_verified: 1 }, [
        "ada@example.com",
        false,
      ]],
      [{ email: "ada@example.com" }, ["ada@example.com", false]],
      [{ email: "no address", email_verified: true }, [null, false]],
      [{ email: "a@b\r\nBcc: c@d", email_verified: true }, [null, false]],
      [{ email: ["ada@example.com"], email_verified: true }, [null, false]],
      [{ email: null, email_verified: true }, [null, false]],
    ] as const
  ) {
    const { address, addressVerified } = await logIn(claims);
    assert.deepEqual(
      [address, addressVerified],
      expected,
      JSON.stringify(claims),
    );
  }
  const told = await logIn({
    name: "A\nB",
    preferred_username: "a".repeat(500),
    amr: ["pwd", 1, null, "mfa"],
    auth_time: seconds,
  });
  assert.equal(told.name, "");
  assert.equal(told.username.length, 100);
  assert.deepEqual(told.amr, ["pwd", "mfa"]);
  assert.equal(told.authenticatedAt, seconds * 1000);
  assert.deepEqual((await logIn({ amr: "mfa" })).amr, []);
});

Deno.test("rejects the user info of another person", async () => {
  await using app = await open();
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
    await using app = await open();
    app.forger.answer(path, answer);
    const result = String(await app.logIn());
    if (typeof expected === "string") assert.equal(result, expected);
    else assert.match(result, expected);
  });
}

Deno.test("tells what errors in the redirect mean", async () => {
  await using app = await open();
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
    await using app = await open();
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
    await using app = await open();
    app.forger.answer("/.well-known/openid-configuration", answer);
    const result = String(await app.logIn());
    if (typeof expected === "string") assert.equal(result, expected);
    else assert.match(result, expected);
  });
}

Deno.test("authenticates as the provider wants it", async () => {
  await using app = await open();
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
    const again = await open();
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
