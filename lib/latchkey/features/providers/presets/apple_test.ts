/** Apple's REST API, as its documentation describes it. */
import assert from "node:assert/strict";
import { exportPKCS8 } from "jose/key/export";
import { generateKeyPair } from "jose/key/generate/keypair";
import { jwtVerify } from "jose/jwt/verify";
import type { AppBrowser } from "../../../testing/providers/provider_app.ts";
import { providerSite } from "../../../testing/providers/provider_site.ts";
import {
  formIn,
  type StandIn,
  tokenSigner,
  useStandIns,
} from "../../../testing/providers/stand_ins.ts";

const APPLE = "https://appleid.apple.com";
const developer = await generateKeyPair("ES256", { extractable: true });
const signer = await tokenSigner();

const SETTINGS = {
  PROVIDERS: "apple",
  APPLE_CLIENT_ID: "com.example.books",
  APPLE_TEAM_ID: "DEF123GHIJ",
  APPLE_KEY_ID: "ABC123DEFG",
  APPLE_PRIVATE_KEY: (await exportPKCS8(developer.privateKey))
    .replaceAll("\n", "\\n"),
};

/** Apple, with the claims of its next ID token. */
function appleWith(claims: Readonly<Record<string, unknown>> = {}) {
  let nonce = "";
  const answer: StandIn = async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/.well-known/openid-configuration") {
      return Response.json({
        issuer: APPLE,
        authorization_endpoint: `${APPLE}/auth/authorize`,
        token_endpoint: `${APPLE}/auth/token`,
        revocation_endpoint: `${APPLE}/auth/revoke`,
        jwks_uri: `${APPLE}/auth/keys`,
        response_types_supported: ["code"],
        response_modes_supported: ["query", "fragment", "form_post"],
        subject_types_supported: ["pairwise"],
        id_token_signing_alg_values_supported: ["RS256"],
        scopes_supported: ["openid", "email", "name"],
        token_endpoint_auth_methods_supported: ["client_secret_post"],
      });
    }
    if (pathname === "/auth/keys") return signer.keySet();
    assert.equal(pathname, "/auth/token");
    const form = await formIn(request);
    const secret = form.get("client_secret") ?? "";
    const { payload, protectedHeader } = await jwtVerify(
      secret,
      developer.publicKey,
      { algorithms: ["ES256"], audience: APPLE, issuer: "DEF123GHIJ" },
    );
    assert.deepEqual(protectedHeader, { alg: "ES256", kid: "ABC123DEFG" });
    assert.equal(payload.sub, "com.example.books");
    const { iat = 0, exp = 0 } = payload;
    assert.ok(exp > iat && exp - iat <= 15_777_000);
    assert.deepEqual([...form.keys()].sort(), [
      ...["client_id", "client_secret", "code", "grant_type", "redirect_uri"],
    ]);
    if (form.get("code") !== "a-code") {
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    }
    return Response.json({
      access_token: "a.b.c",
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: "r.s.t",
      id_token: await signer.sign({
        iss: APPLE,
        aud: "com.example.books",
        sub: "001234.5b3a3bdf9c0b4f049c1471cae1cd1d8d.0001",
        email: "x1@privaterelay.appleid.com",
        email_verified: "true",
        is_private_email: "true",
        auth_time: Math.floor(Date.now() / 1000),
        nonce_supported: true,
        nonce,
        ...claims,
      }),
    });
  };
  return {
    ...useStandIns({ [APPLE]: answer }),
    /** Sends the form of Apple's page, without the browser's Lax cookies. */
    async answer(
      browser: AppBrowser,
      location: string,
      fields: Readonly<Record<string, string>> = {},
    ) {
      const { searchParams } = new URL(location);
      nonce = searchParams.get("nonce") ?? "";
      const cookie = "provider_post_8000";
      const posted = await browser.send(
        searchParams.get("redirect_uri") ?? "",
        {
          method: "POST",
          body: new URLSearchParams({
            code: "a-code",
            state: searchParams.get("state") ?? "",
            ...fields,
          }),
          headers: {
            origin: APPLE,
            "sec-fetch-site": "cross-site",
            cookie: `${cookie}=${browser.cookies.get(cookie)}`,
          },
        },
      );
      assert.equal(posted.status, 303);
      return await browser.answer(posted.headers.get("location") ?? "");
    },
  };
}

const USER = JSON.stringify({
  name: { firstName: "Ada", lastName: "Lovelace" },
  email: "x1@privaterelay.appleid.com",
});

Deno.test("identifies a person at Apple, with their name from the first form", async () => {
  using apple = appleWith();
  await using site = await providerSite(SETTINGS);
  const browser = site.browser();
  const location = await browser.begin("apple");
  const url = new URL(location);
  assert.equal(url.origin + url.pathname, `${APPLE}/auth/authorize`);
  assert.deepEqual([...url.searchParams.keys()].sort(), [
    ...["client_id", "nonce", "redirect_uri", "response_mode"],
    ...["response_type", "scope", "state"],
  ]);
  assert.equal(url.searchParams.get("response_mode"), "form_post");
  assert.equal(url.searchParams.get("scope"), "name email");
  const { identity } = await apple.answer(browser, location, { user: USER });
  assert.deepEqual([identity?.issuer, identity?.subject], [
    APPLE,
    "001234.5b3a3bdf9c0b4f049c1471cae1cd1d8d.0001",
  ]);
  assert.deepEqual([identity?.address, identity?.addressVerified], [
    "x1@privaterelay.appleid.com",
    true,
  ]);
  assert.equal(identity?.name, "Ada Lovelace");
  assert.ok(identity?.authenticatedAt);
  const again = await apple.answer(browser, await browser.begin("apple"));
  assert.equal(again.identity?.name, "");
  assert.equal(again.identity?.subject, identity?.subject);
});

Deno.test("takes nothing but the name from Apple's form", async () => {
  using apple = appleWith({ email: undefined, email_verified: undefined });
  await using site = await providerSite(SETTINGS);
  const browser = site.browser();
  for (
    const [user, name] of [
      [USER, "Ada Lovelace"],
      ['{"name":{"lastName":"Lovelace"}}', "Lovelace"],
      ['{"name":{"firstName":"A\\nB"}}', ""],
      ['{"name":null}', ""],
      ['{"name":{"firstName":1}}', ""],
      ["{", ""],
      ["null", ""],
    ]
  ) {
    const location = await browser.begin("apple");
    const { identity } = await apple.answer(browser, location, { user });
    assert.deepEqual([identity?.name, identity?.address], [name, null], user);
  }
});

Deno.test("notices that the person cancelled at Apple", async () => {
  using apple = appleWith();
  await using site = await providerSite(SETTINGS);
  const browser = site.browser();
  const { problem } = await apple.answer(
    browser,
    await browser.begin("apple"),
    {
      error: "user_cancelled_authorize",
    },
  );
  assert.equal(problem, "cancelled");
});

Deno.test("rejects a wrong code and a wrong nonce of Apple", async () => {
  using apple = appleWith({ nonce: "other" });
  await using site = await providerSite(SETTINGS);
  const browser = site.browser();
  const wrong = await apple.answer(browser, await browser.begin("apple"), {
    code: "b",
  });
  assert.deepEqual([wrong.problem, site.reason()], [
    "invalid",
    "invalid_grant",
  ]);
  const other = await apple.answer(browser, await browser.begin("apple"));
  assert.equal(other.problem, "invalid");
});
