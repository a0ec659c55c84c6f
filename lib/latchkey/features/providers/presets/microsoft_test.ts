/** The Microsoft identity platform, as its documentation describes it. */
import assert from "node:assert/strict";
import { providerSite } from "../../../testing/providers/provider_site.ts";
import {
  formIn,
  type StandIn,
  tokenSigner,
  useStandIns,
} from "../../../testing/providers/stand_ins.ts";

const ORIGIN = "https://login.microsoftonline.com";
const TENANT = "8eaef023-2b34-4da1-9baa-8bc8c9d6a490";
const OTHER = "11111111-2222-3333-4444-555555555555";
const PERSONAL = "9188040d-6c67-4c5b-b112-36a304b66dad";
const signer = await tokenSigner();

const SETTINGS = {
  PROVIDERS: "microsoft",
  MICROSOFT_CLIENT_ID: "6731de76-14a6-49ae-97bc-6eba6914391e",
  MICROSOFT_CLIENT_SECRET: "a-secret",
};

/** Microsoft, with the claims of its next ID token and the fields of its keys. */
function microsoftWith(
  claims: Readonly<Record<string, unknown>> = {},
  key: Readonly<Record<string, unknown>> = {},
  discovery: Readonly<Record<string, unknown>> = {},
) {
  let nonce = "";
  const answer: StandIn = async (request) => {
    const { pathname } = new URL(request.url);
    const [, tenant, path] = /^\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
    if (path === "/v2.0/.well-known/openid-configuration") {
      const issuer = {
        common: "{tenantid}",
        organizations: "{tenantid}",
        consumers: PERSONAL,
        "contoso.example": TENANT,
      }[tenant] ?? tenant;
      return Response.json({
        issuer: `${ORIGIN}/${issuer}/v2.0`,
        authorization_endpoint: `${ORIGIN}/${tenant}/oauth2/v2.0/authorize`,
        token_endpoint: `${ORIGIN}/${tenant}/oauth2/v2.0/token`,
        jwks_uri: `${ORIGIN}/${tenant}/discovery/v2.0/keys`,
        end_session_endpoint: `${ORIGIN}/${tenant}/oauth2/v2.0/logout`,
        userinfo_endpoint: "https://graph.microsoft.com/oidc/userinfo",
        token_endpoint_auth_methods_supported: [
          ...["client_secret_post", "private_key_jwt", "client_secret_basic"],
        ],
        id_token_signing_alg_values_supported: ["RS256"],
        ...discovery,
      });
    }
    if (path === "/discovery/v2.0/keys") return signer.keySet(key);
    assert.equal(path, "/oauth2/v2.0/token");
    const form = await formIn(request);
    assert.equal(form.get("client_secret"), "a-secret");
    assert.equal(form.get("code_verifier")?.length, 43);
    const tid = String(claims.tid ?? TENANT);
    return Response.json({
      access_token: "a-token",
      token_type: "Bearer",
      expires_in: 3599,
      id_token: await signer.sign({
        aud: SETTINGS.MICROSOFT_CLIENT_ID,
        iss: `${ORIGIN}/${tid}/v2.0`,
        sub: "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
        tid,
        oid: "00000000-0000-0000-66f3-3332eca7ea81",
        name: "Abe Lincoln",
        preferred_username: "AbeLi@contoso.example",
        email: "AbeLi@contoso.example",
        ver: "2.0",
        nonce,
        ...claims,
      }),
    });
  };
  return {
    ...useStandIns({ [ORIGIN]: answer }),
    /** Answers the login page with a code. */
    callback(location: string) {
      const { searchParams } = new URL(location);
      nonce = searchParams.get("nonce") ?? "";
      const url = new URL(searchParams.get("redirect_uri") ?? "");
      url.searchParams.set("code", "a-code");
      url.searchParams.set("state", searchParams.get("state") ?? "");
      return url.href;
    },
  };
}

/** Logs in at a tenant: the identity, or the reason of the failure. */
async function logIn(
  microsoft: ReturnType<typeof microsoftWith>,
  settings: Readonly<Record<string, string>> = {},
) {
  await using site = await providerSite({ ...SETTINGS, ...settings });
  const browser = site.browser();
  let location: string;
  try {
    location = await browser.begin("microsoft");
  } catch {
    return site.reason();
  }
  const { identity } = await browser.answer(microsoft.callback(location));
  return identity ?? site.reason();
}

for (
  const [tenant, tid] of [
    ["common", TENANT],
    ["common", OTHER],
    ["common", PERSONAL],
    ["organizations", TENANT],
    ["consumers", PERSONAL],
    ["contoso.example", TENANT],
    [TENANT, TENANT],
  ]
) {
  Deno.test(`identifies a person of ${tid} with MICROSOFT_TENANT=${tenant}`, async () => {
    using microsoft = microsoftWith({ tid });
    const identity = await logIn(microsoft, { MICROSOFT_TENANT: tenant });
    assert.ok(typeof identity === "object", String(identity));
    assert.equal(identity.issuer, `${ORIGIN}/${tid}/v2.0`);
    assert.equal(
      identity.subject,
      "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
    );
    assert.equal(identity.username, "AbeLi@contoso.example");
  });
}

for (
  const [what, tenant, claims, reason] of [
    ["another tenant", TENANT, { tid: OTHER }, /CLAIM|issuer/],
    ["a personal account", "organizations", { tid: PERSONAL }, /personal/],
    ["a work account", "consumers", { tid: TENANT }, /CLAIM|issuer/],
    [
      "an issuer that differs from tid",
      "common",
      { tid: TENANT, iss: `${ORIGIN}/${OTHER}/v2.0` },
      /CLAIM/,
    ],
    [
      "an issuer elsewhere",
      "common",
      { iss: "https://evil.example/v2.0" },
      /CLAIM/,
    ],
    ["no tid", "common", { tid: undefined }, /CLAIM/],
    ["a tid that is none", "common", { tid: "{tenantid}" }, /tenant/],
  ] as const
) {
  Deno.test(`rejects ${what} with MICROSOFT_TENANT=${tenant}`, async () => {
    using microsoft = microsoftWith(claims);
    const found = await logIn(microsoft, { MICROSOFT_TENANT: tenant });
    assert.match(String(found), reason);
  });
}

for (
  const [owned, verified] of [
    [undefined, false],
    [false, false],
    [0, false],
    ["0", false],
    [true, true],
    [1, true],
    ["1", true],
  ] as const
) {
  Deno.test(`an address with xms_edov ${owned} is ${verified ? "" : "not "}verified`, async () => {
    // A tenant can claim that any address is verified.
    using microsoft = microsoftWith({ xms_edov: owned, email_verified: true });
    const identity = await logIn(microsoft);
    assert.ok(typeof identity === "object", String(identity));
    assert.equal(identity.address, "AbeLi@contoso.example");
    assert.equal(identity.addressVerified, verified);
  });
}

Deno.test("follows the issuer that Microsoft's keys name", async () => {
  const template = { issuer: `${ORIGIN}/{tenantid}/v2.0` };
  using microsoft = microsoftWith({}, template);
  assert.equal(typeof await logIn(microsoft), "object");
  using other = microsoftWith({}, { issuer: `${ORIGIN}/${OTHER}/v2.0` });
  assert.equal(await logIn(other), "the key of another issuer");
});

Deno.test("rejects discovery that names another issuer", async () => {
  const iss = `https://evil.example/${TENANT}/v2.0`;
  const issuer = "https://evil.example/{tenantid}/v2.0";
  using microsoft = microsoftWith({ iss }, {}, { issuer });
  assert.equal(await logIn(microsoft), "not an issuer of Microsoft");
});
