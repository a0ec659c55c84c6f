import assert from "node:assert/strict";
import { exportPKCS8 } from "jose/key/export";
import { generateKeyPair } from "jose/key/generate/keypair";
import { defineSite } from "../../feature.ts";
import { readSettings } from "../../settings/settings.ts";
import {
  FORGED_CLIENT,
  forgingProvider,
} from "../../testing/providers/forging_provider.ts";
import { openIdServer } from "../../testing/providers/openid_provider_server.ts";
import { useStandIns } from "../../testing/providers/stand_ins.ts";
import { TEST_SITE } from "../../testing/site.ts";
import { checkProviders } from "./doctor.ts";
import { providers } from "./feature.ts";

const site = defineSite({ ...TEST_SITE, features: [providers] });

/** What doctor says, a finding a line. */
async function findings(
  env: Readonly<Record<string, string>>,
  now: () => number = Date.now,
): Promise<string[]> {
  const settings = readSettings(site, { APP_ENV: "test", ...env });
  const found = await checkProviders({ site, now }, settings);
  return found.map(({ check, level, message }) => {
    assert.equal(check, "providers");
    return `${level} ${message}`;
  });
}

Deno.test("doctor says nothing without providers", async () => {
  assert.deepEqual(await findings({}), []);
  const settings = readSettings(TEST_SITE, { APP_ENV: "test" });
  const cli = { site: TEST_SITE, now: Date.now };
  assert.deepEqual(await checkProviders(cli, settings), []);
});

Deno.test("doctor names the redirect address of a provider that works", async () => {
  await using acme = await openIdServer({ accounts: [] });
  const PUBLIC_URL = "https://books.example";
  assert.deepEqual(await findings({ ...acme.settings, PUBLIC_URL }), [
    "ok Acme: register https://books.example/auth/provider/acme/callback there as the redirect address.",
  ]);
  assert.deepEqual(await findings(acme.settings), [
    "ok Acme: register http://localhost:8000/auth/provider/acme/callback there as the redirect address.",
  ]);
});

Deno.test("doctor requires PUBLIC_URL in production", async () => {
  await using acme = await openIdServer({ accounts: [] });
  const env = { APP_ENV: "production", ...acme.settings };
  assert.match(
    (await findings(env)).join("\n"),
    /^fail Acme: PUBLIC_URL is not set/,
  );
});

Deno.test("doctor compares the clock with the provider's", async () => {
  await using acme = await openIdServer({ accounts: [] });
  const at = async (ms: number) =>
    (await findings(acme.settings, () => Date.now() + ms))[0];
  assert.match(await at(50_000), /^ok/);
  assert.match(await at(-50_000), /^ok/);
  assert.match(
    await at(90_000),
    /^fail Acme: the clock of this machine is \d+ seconds ahead of the provider's/,
  );
  assert.match(await at(-90_000), /^fail .* behind the provider's/);
});

Deno.test("doctor warns of a provider that can't be reached", async () => {
  const acme = await openIdServer({ accounts: [] });
  await acme[Symbol.asyncDispose]();
  const [first, second] = await findings(acme.settings);
  assert.match(first, /^warn Acme: cannot be reached: .+\. Try again later\.$/);
  assert.match(second, /^ok/);
});

Deno.test("doctor says what to set when discovery doesn't fit", async () => {
  await using forger = await forgingProvider();
  const env = {
    PROVIDERS: "acme",
    ACME_ISSUER: forger.issuer,
    ACME_CLIENT_ID: FORGED_CLIENT,
    ACME_CLIENT_SECRET: "hunter2",
    ACME_HOSTS: "keys.acme.example",
    ACME_LOGOUT: "yes",
  };
  forger.discovers({
    issuer: "https://other.example",
    token_endpoint: "https://oauth.acme.example/token",
    jwks_uri: undefined,
  });
  assert.deepEqual((await findings(env)).slice(0, -1), [
    'fail Acme: it calls itself "https://other.example". Set ACME_ISSUER to exactly that, if it is right.',
    `fail Acme: discovery at ${forger.issuer}/.well-known/openid-configuration names no jwks_uri.`,
    "fail Acme: it also uses oauth.acme.example. Set ACME_HOSTS=keys.acme.example,oauth.acme.example",
    "fail Acme: it has no logout (end_session_endpoint). Remove ACME_LOGOUT.",
  ]);
  const ACME_ISSUER = `${forger.issuer}/realms/books`;
  assert.equal(
    (await findings({ ...env, ACME_ISSUER }))[0],
    `fail Acme: ${ACME_ISSUER}/.well-known/openid-configuration answers with status 404. Check ACME_ISSUER.`,
  );
});

Deno.test("doctor checks the presets", async () => {
  using _ = useStandIns({
    "https://api.github.com": () =>
      new Response("{}", { headers: { date: new Date(0).toUTCString() } }),
    "https://appleid.apple.com": () =>
      Response.json({ issuer: "x" }, { status: 503 }),
  });
  const github = { GITHUB_CLIENT_ID: "1", GITHUB_CLIENT_SECRET: "2" };
  const [first, second] = await findings({ PROVIDERS: "github", ...github });
  assert.match(
    first,
    /^fail GitHub: the clock of this machine is \d+ seconds ahead/,
  );
  assert.match(second, /^ok GitHub: register /);
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const apple = {
    PROVIDERS: "apple",
    APPLE_CLIENT_ID: "com.example.books",
    APPLE_TEAM_ID: "DEF123GHIJ",
    APPLE_KEY_ID: "ABC123DEFG",
    APPLE_PRIVATE_KEY: await exportPKCS8(privateKey),
  };
  assert.deepEqual(await findings(apple), [
    "warn Apple: cannot be reached: status 503. Try again later.",
    "warn Apple: it answers only to an address with https://, not to " +
    "http://localhost:8000/auth/provider/apple/callback. Set PUBLIC_URL.",
  ]);
});
