/** The settings of providers, and what is said about broken ones. */
import assert from "node:assert/strict";
import { exportPKCS8 } from "jose/key/export";
import { generateKeyPair } from "jose/key/generate/keypair";
import { defineSite } from "../../feature.ts";
import { serverProgram } from "../../launcher/programs.ts";
import { readSettings, SettingsError } from "../../settings/settings.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { availableProviders } from "./available_providers.ts";
import { providers } from "./feature.ts";

const site = defineSite({ ...TEST_SITE, features: [providers] });

const GOOGLE = { GOOGLE_CLIENT_ID: "1", GOOGLE_CLIENT_SECRET: "hunter2" };
const GITHUB = { GITHUB_CLIENT_ID: "1", GITHUB_CLIENT_SECRET: "hunter2" };
const MICROSOFT = {
  MICROSOFT_CLIENT_ID: "1",
  MICROSOFT_CLIENT_SECRET: "hunter2",
};
const ACME = {
  ACME_ISSUER: "https://login.acme.example",
  ACME_CLIENT_ID: "1",
  ACME_CLIENT_SECRET: "hunter2",
};
const { privateKey } = await generateKeyPair("ES256", { extractable: true });
const APPLE = {
  APPLE_CLIENT_ID: "com.example.books",
  APPLE_TEAM_ID: "DEF123GHIJ",
  APPLE_KEY_ID: "ABC123DEFG",
  APPLE_PRIVATE_KEY: await exportPKCS8(privateKey),
};

function read(env: Readonly<Record<string, string>>) {
  const settings = readSettings(site, { APP_ENV: "test", ...env });
  return [...availableProviders({ site, settings }).values()];
}

/** The only problem of an environment, as a sentence. */
function problemIn(env: Readonly<Record<string, string>>): string {
  try {
    read(env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    assert.equal(error.problems.length, 1, error.message);
    const [{ name, problem, example }] = error.problems;
    assert.doesNotMatch(error.message, /hunter2/);
    assert.ok(example.startsWith(`${name}=`));
    return `${name} ${problem}`;
  }
  throw new assert.AssertionError({ message: "nothing was refused" });
}

Deno.test("no provider is configured by default", () => {
  assert.deepEqual(read({}), []);
  assert.deepEqual(read({ PROVIDERS: " ", ...GOOGLE }), []);
});

Deno.test("reads all presets and an issuer, in the order of the list", () => {
  const found = read({
    PROVIDERS: "acme_corp, google microsoft,apple,github",
    ACME_CORP_ISSUER: "https://login.acme.example/realms/books",
    ACME_CORP_CLIENT_ID: "1",
    ACME_CORP_CLIENT_SECRET: "2",
    ACME_CORP_TRUST_SECOND_FACTOR: "yes",
    ACME_CORP_LOGOUT: "yes",
    ACME_CORP_HOSTS: "oauth.acme.example:8443",
    ...GOOGLE,
    GOOGLE_NAME: "Google Workspace",
    ...MICROSOFT,
    ...APPLE,
    ...GITHUB,
  });
  assert.deepEqual(
    found.map(({ id, label, answersBy = "query", trustsFactors = false }) => [
      ...[id, label, answersBy, trustsFactors],
    ]),
    [
      ["acme_corp", "Acme corp", "query", true],
      ["google", "Google Workspace", "query", false],
      ["microsoft", "Microsoft", "query", false],
      ["apple", "Apple", "form_post", false],
      ["github", "GitHub", "query", false],
    ],
  );
  assert.deepEqual(found.map(({ origins }) => origins), [
    ["https://login.acme.example", "https://oauth.acme.example:8443"],
    ["https://accounts.google.com"],
    ["https://login.microsoftonline.com", "https://login.live.com"],
    ["https://appleid.apple.com"],
    ["https://github.com"],
  ]);
  const [acme, google, microsoft] = found;
  assert.ok(acme.logoutUrl);
  assert.equal(google.logoutUrl ?? microsoft.logoutUrl, undefined);
});

Deno.test("accepts Apple's key with its line breaks as \\n", () => {
  const APPLE_PRIVATE_KEY = APPLE.APPLE_PRIVATE_KEY.replaceAll("\n", "\\n");
  const [apple] = read({ PROVIDERS: "apple", ...APPLE, APPLE_PRIVATE_KEY });
  assert.equal(apple.id, "apple");
});

Deno.test("accepts an issuer without TLS on this machine only", () => {
  for (const host of ["localhost:9000", "127.0.0.1:9000", "[::1]:9000"]) {
    const ACME_ISSUER = `http://${host}`;
    assert.equal(read({ PROVIDERS: "acme", ...ACME, ACME_ISSUER }).length, 1);
  }
});

const { privateKey: p384 } = await generateKeyPair("ES384", {
  extractable: true,
});

for (
  const [env, expected] of [
    [
      { PROVIDERS: "Google" },
      /^PROVIDERS is "Google", but must list names in lower case/,
    ],
    [{ PROVIDERS: "acme-corp" }, /^PROVIDERS .*lower case.*underscores/],
    [{ PROVIDERS: "a".repeat(31) }, /^PROVIDERS .*up to 30/],
    [
      { PROVIDERS: "google,google", ...GOOGLE },
      /^PROVIDERS .*must list no provider twice/,
    ],
    [{ PROVIDERS: "google,link" }, /^PROVIDERS .*must not contain "link"/],
    [
      { PROVIDERS: "google", GOOGLE_CLIENT_ID: "1" },
      /^GOOGLE_CLIENT_SECRET is not set, but must be the client secret/,
    ],
    [
      { PROVIDERS: "google", GOOGLE_CLIENT_SECRET: "hunter2" },
      /^GOOGLE_CLIENT_ID is not set, but must be the client ID/,
    ],
    [
      { PROVIDERS: "gogle", GOGLE_CLIENT_ID: "1", GOGLE_CLIENT_SECRET: "2" },
      /^GOGLE_ISSUER is not set, but must be the issuer of the OpenID provider gogle \(providers without one are apple, github, google, microsoft\)/,
    ],
    [
      { PROVIDERS: "acme", ...ACME, ACME_ISSUER: "login.acme.example" },
      /^ACME_ISSUER must start with https/,
    ],
    [
      { PROVIDERS: "acme", ...ACME, ACME_ISSUER: "http://login.acme.example" },
      /^ACME_ISSUER must start with https/,
    ],
    [{
      PROVIDERS: "acme",
      ...ACME,
      ACME_ISSUER: "https://a:hunter2@acme.example",
    }, /^ACME_ISSUER must have no user name/],
    [
      { PROVIDERS: "acme", ...ACME, ACME_ISSUER: "https://acme.example/?a=b" },
      /^ACME_ISSUER must have .*no \?/,
    ],
    [{
      PROVIDERS: "acme",
      ...ACME,
      ACME_ISSUER: "https://acme.example/.well-known/openid-configuration",
    }, /^ACME_ISSUER must be the issuer alone/],
    [
      { PROVIDERS: "acme", ...ACME, ACME_NAME: "a".repeat(41) },
      /^ACME_NAME .*up to 40 characters/,
    ],
    [
      { PROVIDERS: "acme", ...ACME, ACME_SCOPES: "email" },
      /^ACME_SCOPES is "email", but must contain openid/,
    ],
    [
      { PROVIDERS: "acme", ...ACME, ACME_HOSTS: "https://a.example" },
      /^ACME_HOSTS .*must list hosts .*without https/,
    ],
    [
      { PROVIDERS: "acme", ...ACME, ACME_HOSTS: "a.example/path" },
      /^ACME_HOSTS .*without a path/,
    ],
    [
      { PROVIDERS: "acme", ...ACME, ACME_TRUST_SECOND_FACTOR: "true" },
      /^ACME_TRUST_SECOND_FACTOR .*must be one of no, yes/,
    ],
    [
      { PROVIDERS: "acme", ...ACME, ACME_LOGOUT: "true" },
      /^ACME_LOGOUT .*must be one of no, yes/,
    ],
    [
      { PROVIDERS: "github", ...GITHUB, GITHUB_SCOPES: "repo" },
      /^GITHUB_SCOPES .*must contain read:user and user:email/,
    ],
    [
      { PROVIDERS: "microsoft", ...MICROSOFT, MICROSOFT_TENANT: "everyone" },
      /^MICROSOFT_TENANT is "everyone", but must be common, organizations/,
    ],
    [
      { PROVIDERS: "microsoft", ...MICROSOFT, MICROSOFT_TENANT: "../evil" },
      /^MICROSOFT_TENANT/,
    ],
    [
      { PROVIDERS: "apple", ...APPLE, APPLE_TEAM_ID: "x" },
      /^APPLE_TEAM_ID is "x", but must be the team ID: ten capital letters/,
    ],
    [
      { PROVIDERS: "apple", ...APPLE, APPLE_KEY_ID: "" },
      /^APPLE_KEY_ID is not set/,
    ],
    [
      { PROVIDERS: "apple", ...APPLE, APPLE_PRIVATE_KEY: "hunter2" },
      /^APPLE_PRIVATE_KEY must be the text of the \.p8 file/,
    ],
    [{
      PROVIDERS: "apple",
      ...APPLE,
      APPLE_PRIVATE_KEY: APPLE.APPLE_PRIVATE_KEY.slice(0, 80),
    }, /^APPLE_PRIVATE_KEY must be the text/],
    [{
      PROVIDERS: "apple",
      ...APPLE,
      APPLE_PRIVATE_KEY: await exportPKCS8(p384),
    }, /^APPLE_PRIVATE_KEY must be the text/],
    [
      { PROVIDER_BUTTONS: "left" },
      /^PROVIDER_BUTTONS is "left", but must be one of below, above/,
    ],
  ] as const
) {
  const shown = Object.entries(env).at(-1)?.join("=").slice(0, 60);
  Deno.test(`says what to fix about ${shown} (${Object.keys(env).length} set)`, () => {
    assert.match(problemIn(env), expected);
  });
}

Deno.test("the server may connect to the configured providers only", () => {
  const netOf = (env: Readonly<Record<string, string>>) =>
    serverProgram(site, { APP_ENV: "test", PORT: "8000", ...env }).args
      .find((flag) => flag.startsWith("--allow-net="))
      ?.replace("--allow-net=", "").split(",") ?? [];
  const own = netOf({});
  const added = (env: Readonly<Record<string, string>>) =>
    netOf(env).filter((host) => !own.includes(host));
  assert.deepEqual(added(GOOGLE), []);
  assert.deepEqual(added({ PROVIDERS: "google", ...GOOGLE }), [
    "accounts.google.com:443",
    "oauth2.googleapis.com:443",
    "www.googleapis.com:443",
  ]);
  assert.deepEqual(
    added({
      PROVIDERS: "apple,microsoft,github",
      ...APPLE,
      ...MICROSOFT,
      ...GITHUB,
    }),
    [
      "appleid.apple.com:443",
      "login.microsoftonline.com:443",
      "github.com:443",
      "api.github.com:443",
    ],
  );
  assert.deepEqual(
    added({ PROVIDERS: "acme", ...ACME, ACME_HOSTS: "keys.acme.example:8443" }),
    ["login.acme.example:443", "keys.acme.example:8443"],
  );
  const ACME_ISSUER = "http://localhost:9000/realms/books";
  assert.deepEqual(added({ PROVIDERS: "acme", ...ACME, ACME_ISSUER }), [
    "localhost:9000",
  ]);
});

Deno.test("production doesn't trust the second factors of everyone's organizations", () => {
  const env = {
    APP_ENV: "production",
    PUBLIC_URL: "https://books.example",
    PROVIDERS: "microsoft",
    ...MICROSOFT,
    MICROSOFT_TRUST_SECOND_FACTOR: "yes",
  };
  const expected = /MICROSOFT_TRUST_SECOND_FACTOR trusts every organization/;
  const other = { ...env, MICROSOFT_TENANT: "organizations" };
  for (const shared of [env, other]) {
    assert.throws(() => readSettings(site, shared), expected);
  }
  const single = { ...env, MICROSOFT_TENANT: "contoso.example" };
  const untrusted = { ...env, MICROSOFT_TRUST_SECOND_FACTOR: "no" };
  for (const fit of [single, untrusted]) readSettings(site, fit);
});
