/** Google's OpenID Connect, as its documentation describes it. */
import assert from "node:assert/strict";
import { providerSite } from "../../../testing/providers/provider_site.ts";
import {
  formIn,
  tokenSigner,
  useStandIns,
} from "../../../testing/providers/stand_ins.ts";

const ISSUER = "https://accounts.google.com";
const signer = await tokenSigner();

const SETTINGS = {
  PROVIDERS: "google",
  GOOGLE_CLIENT_ID: "424911365001.apps.googleusercontent.com",
  GOOGLE_CLIENT_SECRET: "a-secret",
};

/** Google, with the claims of its next ID token. */
function googleWith(claims: Readonly<Record<string, unknown>>) {
  let nonce = "";
  return {
    ...useStandIns({
      [ISSUER]: () =>
        Response.json({
          issuer: ISSUER,
          authorization_endpoint: `${ISSUER}/o/oauth2/v2/auth`,
          token_endpoint: "https://oauth2.googleapis.com/token",
          userinfo_endpoint: "https://openidconnect.googleapis.com/v1/userinfo",
          jwks_uri: "https://www.googleapis.com/oauth2/v3/certs",
          id_token_signing_alg_values_supported: ["RS256"],
          token_endpoint_auth_methods_supported: [
            ...["client_secret_post", "client_secret_basic"],
          ],
        }),
      "https://www.googleapis.com": () => signer.keySet(),
      "https://oauth2.googleapis.com": async (request) => {
        const form = await formIn(request);
        assert.equal(form.get("client_secret"), "a-secret");
        return Response.json({
          access_token: "a-token",
          expires_in: 3920,
          token_type: "Bearer",
          scope: "openid email profile",
          id_token: await signer.sign({
            iss: ISSUER,
            azp: SETTINGS.GOOGLE_CLIENT_ID,
            aud: SETTINGS.GOOGLE_CLIENT_ID,
            sub: "110169484474386276334",
            email_verified: true,
            nonce,
            ...claims,
          }),
        });
      },
    }),
    /** Answers the login page with a code. */
    callback(location: string) {
      const { searchParams } = new URL(location);
      nonce = searchParams.get("nonce") ?? "";
      const url = new URL(searchParams.get("redirect_uri") ?? "");
      url.search = String(
        new URLSearchParams({
          state: searchParams.get("state") ?? "",
          code: "4/P7q7W91a-oMsCeLvIaQm6bTrgtp7",
          scope: "openid email",
          authuser: "0",
          prompt: "consent",
          iss: ISSUER,
        }),
      );
      return url.href;
    },
  };
}

for (
  const [claims, verified] of [
    [{ email: "ada@gmail.com" }, true],
    [{ email: "ada@example.com", hd: "example.com" }, true],
    // Google isn't the authority: the address may have another owner since.
    [{ email: "ada@example.com" }, false],
    [{ email: "ada@gmail.com.evil.example" }, false],
    [{ email: "ada@gmail.com", email_verified: false }, false],
    [{ email: undefined }, false],
  ] as const
) {
  Deno.test(`an address of Google with ${JSON.stringify(claims)} is ${verified ? "" : "not "}verified`, async () => {
    using google = googleWith(claims);
    await using site = await providerSite(SETTINGS);
    const browser = site.browser();
    const { identity } = await browser.answer(
      google.callback(await browser.begin("google")),
    );
    assert.ok(identity, site.reason());
    assert.equal(identity.subject, "110169484474386276334");
    assert.equal(identity.addressVerified, verified);
  });
}
