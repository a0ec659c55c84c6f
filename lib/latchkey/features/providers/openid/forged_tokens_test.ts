/** ID tokens that no honest provider signs. */
import assert from "node:assert/strict";
import * as base64url from "jose/base64url";
import { generateKeyPair } from "jose/key/generate/keypair";
import { forgedLogins } from "../../../testing/providers/forging_login.ts";
import {
  type Forged,
  FORGED_CLIENT,
} from "../../../testing/providers/forging_provider.ts";

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
    await using app = await forgedLogins();
    app.forger.signs(forged);
    const result = await app.logIn();
    assert.match(String(result), /^invalid: [\w. ]+$/, JSON.stringify(result));
  });
}

Deno.test("rejects an ID token without a signature, also when the provider allows it", async () => {
  await using app = await forgedLogins();
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
  await using app = await forgedLogins();
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
  await using app = await forgedLogins();
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
