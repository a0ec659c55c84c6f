import { TEST_SITE } from "./testing/site.ts";
import assert from "node:assert/strict";
import * as v from "valibot";
import { defineFeature } from "./feature.ts";
import { openServices } from "./open_services.ts";
import { readSettings } from "./settings/settings.ts";
import { newDataKeys, newKeys } from "./testing/keys.ts";
import { fakeProvider } from "./testing/providers/fake_provider.ts";
import type { Feature } from "./services.ts";

const books = defineFeature({
  name: "books",
  tables: { shelves: { userId: null } },
  settings: { LIBRARY_CARD: v.optional(v.string()) },
  claims: { card: () => "A 42" },
  loginProviders: () => [fakeProvider({ id: "acme" })],
});

const CLASHES: Record<string, Parameters<typeof defineFeature>[0]> = {
  'the name "books"': { name: "books" },
  'the name "session"': { name: "session" },
  'the table "shelves"': {
    name: "films",
    tables: { shelves: { userId: null } },
  },
  'the table "latchkey_migrations"': {
    name: "films",
    tables: { latchkey_migrations: { userId: null } },
  },
  'the table "users"': { name: "films", tables: { users: { userId: null } } },
  'the setting "LIBRARY_CARD"': {
    name: "films",
    settings: { LIBRARY_CARD: v.optional(v.string()) },
  },
  'the setting "PORT"': {
    name: "films",
    settings: { PORT: v.optional(v.string()) },
  },
  'the claim "card"': { name: "films", claims: { card: () => "B 7" } },
  'the claim "sub"': { name: "films", claims: { sub: () => "somebody" } },
  'the claim "proved_at"': {
    name: "films",
    claims: { proved_at: () => 0 },
  },
  'the claim "nbf"': { name: "films", claims: { nbf: () => 0 } },
  'the login provider "acme"': {
    name: "films",
    loginProviders: () => [fakeProvider({ id: "acme" })],
  },
};

for (const [clash, spec] of Object.entries(CLASHES)) {
  Deno.test(`a site with two features that share ${clash} doesn't start, and says so`, async () => {
    const site = {
      ...TEST_SITE,
      features: [books, defineFeature(spec)],
    };
    await assert.rejects(
      openServices(site, readSettings(site, { APP_ENV: "test" })),
      {
        name: "SiteError",
        message: new RegExp(
          `^${clash.replace("the", "The")} is used twice, by `,
        ),
      },
    );
  });
}

for (
  const [problem, spec] of Object.entries({
    'name "waitingMails"': { name: "waitingMails" },
    'name "shop/0001"': { name: "shop/0001" },
    'role "Editor in chief" of the feature "shop"': {
      name: "shop",
      roles: ["Editor in chief"],
    },
  })
) {
  Deno.test(`a site with a feature that has the ${problem} doesn't start, and says so`, async () => {
    const site = { ...TEST_SITE, features: [defineFeature(spec)] };
    await assert.rejects(
      openServices(site, readSettings(site, { APP_ENV: "test" })),
      {
        name: "SiteError",
        message: new RegExp(
          `^The ${problem} must be .*like "reading_list"\\.$`,
        ),
      },
    );
  });
}

Deno.test("sign-up by invitation requires the invitations feature", async () => {
  const site = { ...TEST_SITE, features: [] };
  const env = { APP_ENV: "test", SIGN_UP: "invite" };
  await assert.rejects(openServices(site, readSettings(site, env)), {
    name: "SiteError",
    message: /^SIGN_UP=invite needs the feature invitations\..*lib\/site\.ts/,
  });
});

const vault = defineFeature({
  name: "vault",
  migrations: {
    "0001_vaults": ({ key, text, strict }) => `
create table vaults (
  user_id ${key} primary key references users (id) on delete cascade,
  secret ${text} not null
) ${strict};
`,
  },
  tables: {
    vaults: {
      userId: "user_id",
      secrets: { secret: { kind: "sealed", purpose: "vault" } },
    },
  },
});

/** Opens a site in production, unless the environment says otherwise. */
async function open(
  features: readonly Feature[],
  env: Record<string, string>,
): Promise<void> {
  const site = { ...TEST_SITE, features };
  const services = await openServices(
    site,
    readSettings(site, {
      APP_ENV: "production",
      BCRYPT_COST: "10",
      DATABASE_FILE: ":memory:",
      JWT_KEYS: newKeys(),
      ...env,
    }),
  );
  await services.store.close();
}

Deno.test("a feature with secrets requires DATA_KEYS in production", async () => {
  await assert.rejects(open([vault], {}), {
    name: "SettingsError",
    message:
      /DATA_KEYS is not set, and the site needs it for vault\..*cli keys generate --for data/,
  });
  await assert.rejects(open([vault], { JWT_KEYS: "" }), {
    message: /JWT_KEYS is not set.*\n.*DATA_KEYS is not set/,
  });
  await assert.rejects(open([vault], { DATA_KEYS: newKeys() }), {
    name: "SettingsError",
    message: /DATA_KEYS must have "alg": "A256GCM" in key 1/,
  });
  await open([vault], { DATA_KEYS: newDataKeys() });
  await open([vault], { APP_ENV: "development" });
  await open([], {});
});

Deno.test("REQUIRE_SECOND_FACTOR names roles of the site, which has a second factor", async () => {
  const factor = defineFeature({
    name: "factor",
    roles: ["editor"],
    factor: {
      asked: "always",
      isSetUp: () => Promise.resolve(false),
      verify: () => Promise.resolve(false),
    },
  });
  for (const words of ["", "admin", "editor, admin", "everyone"]) {
    await open([factor], { REQUIRE_SECOND_FACTOR: words });
  }
  await assert.rejects(open([factor], { REQUIRE_SECOND_FACTOR: "admn" }), {
    name: "SiteError",
    message:
      /REQUIRE_SECOND_FACTOR names the role "admn", .*"everyone" or "admin" or "editor"/,
  });
  await assert.rejects(open([], { REQUIRE_SECOND_FACTOR: "admin" }), {
    name: "SiteError",
    message: /authenticatorApp or passkeys/,
  });
  await assert.rejects(open([factor], { REQUIRE_SECOND_FACTOR: "Admin!" }), {
    name: "SettingsError",
  });
});
