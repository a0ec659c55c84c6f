/** Settings of a site's own features. */
import { TEST_SITE } from "../testing/site.ts";
import assert from "node:assert/strict";
import * as v from "valibot";
import { siteEnvironment } from "../launcher/environment.ts";
import { defineFeature, defineSite } from "../feature.ts";
import { oneOf, setting, text, url, wholeNumber, yesOrNo } from "./schemas.ts";
import { readSettings, SettingsError } from "./settings.ts";

const shop = defineFeature({
  name: "shop",
  settings: {
    TRIAL_DAYS: wholeNumber({ from: 1, to: 90, otherwise: 14, means: "days" }),
    CURRENCY: oneOf(["eur", "usd"], { otherwise: "eur" }),
    SHOP_OPEN: yesOrNo({ otherwise: true }),
    RATES_URL: url({ otherwise: new URL("https://api.example.com/v1/") }),
    SHOP_NOTE: text({ means: "a note on the page", otherwise: null }),
    ACCENT: setting(
      v.pipe(v.string(), v.regex(/^#[\da-f]{6}$/, "must be a color")),
      { means: "a color", otherwise: "#004488" },
    ),
    PLAIN: v.optional(v.pipe(v.string(), v.maxLength(5)), "plain"),
  },
});

const keyed = defineFeature({
  name: "keyed",
  settings: {
    RATES_KEY: text({
      means: "the key of api.example.com",
      example: "key_1f3a",
      secret: true,
    }),
    SEATS: wholeNumber({ from: 1, to: 9, means: "seats" }),
    STYLE: oneOf(["plain", "bold"]),
    BELL: yesOrNo(),
    HOOK: url({ protocols: ["https:", "http:"] }),
  },
});

const KEYED = {
  RATES_KEY: "key_1",
  SEATS: "3",
  STYLE: "bold",
  BELL: "yes",
  HOOK: "http://localhost:9/",
};

function read(
  features: Parameters<typeof defineSite>[0]["features"],
  env: Record<string, string>,
) {
  return readSettings(defineSite({ ...TEST_SITE, features }), env).features;
}

/** What is reported about a rejected environment. */
function refused(
  features: Parameters<typeof defineSite>[0]["features"],
  env: Record<string, string>,
): SettingsError {
  try {
    read(features, env);
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "nothing was refused" });
}

Deno.test("a feature's settings have defaults", () => {
  assert.deepEqual(read([shop], { CURRENCY: "  " }), {
    shop: {
      TRIAL_DAYS: 14,
      CURRENCY: "eur",
      SHOP_OPEN: true,
      RATES_URL: new URL("https://api.example.com/v1/"),
      SHOP_NOTE: null,
      ACCENT: "#004488",
      PLAIN: "plain",
    },
  });
});

Deno.test("reads each feature's settings by its schema", () => {
  const env = {
    ...KEYED,
    TRIAL_DAYS: " 30 ",
    CURRENCY: "usd",
    SHOP_OPEN: "no",
    RATES_URL: "https://rates.example.com/",
    SHOP_NOTE: "Back on Monday",
    ACCENT: "#aabbcc",
    PLAIN: "short",
  };
  assert.deepEqual(read([shop, keyed], env), {
    shop: {
      TRIAL_DAYS: 30,
      CURRENCY: "usd",
      SHOP_OPEN: false,
      RATES_URL: new URL("https://rates.example.com/"),
      SHOP_NOTE: "Back on Monday",
      ACCENT: "#aabbcc",
      PLAIN: "short",
    },
    keyed: {
      RATES_KEY: "key_1",
      SEATS: 3,
      STYLE: "bold",
      BELL: true,
      HOOK: new URL("http://localhost:9/"),
    },
  });
});

Deno.test("names required settings that are missing", () => {
  assert.equal(
    refused([keyed], { SEATS: "" }).message,
    `5 settings are invalid:
  RATES_KEY is not set, but must be the key of api.example.com. For example: RATES_KEY=key_1f3a
  SEATS is not set, but must be a whole number from 1 to 9 (seats). For example: SEATS=1
  STYLE is not set, but must be one of plain, bold. For example: STYLE=plain
  BELL is not set, but must be one of no, yes. For example: BELL=no
  HOOK is not set, but must be a URL that starts with https:// or http://. For example: HOOK=https://example.com`,
  );
});

for (
  const [name, value, problem] of [
    ["TRIAL_DAYS", "a month", "must be a whole number from 1 to 90 (days)"],
    ["TRIAL_DAYS", "91", "must be a whole number from 1 to 90 (days)"],
    ["CURRENCY", "gbp", "must be one of eur, usd"],
    ["SHOP_OPEN", "true", "must be one of no, yes"],
    ["ACCENT", "red", "must be a color"],
  ] as const
) {
  Deno.test(`rejects ${name}=${value} with an example that is valid`, () => {
    const { problems } = refused([shop], { [name]: value });
    const [{ example }] = problems;
    assert.deepEqual(problems, [{
      name,
      problem: `is "${value}", but ${problem}`,
      example,
    }]);
    read([shop], Object.fromEntries([example.split("=")]));
  });
}

Deno.test("reports a custom valibot schema's error in valibot's words", () => {
  assert.match(
    refused([shop], { PLAIN: "too long" }).message,
    /PLAIN Invalid length: .+ For example: PLAIN=value/,
  );
});

Deno.test("reports quotes kept around a value", () => {
  const { problems } = refused([shop], { TRIAL_DAYS: '"30"' });
  assert.deepEqual(problems.map(({ name }) => name), ["TRIAL_DAYS"]);
  assert.match(problems[0].problem, /starts and ends with quotes/);
});

Deno.test("reports problems of features and of the library together", () => {
  const { problems } = refused([shop, keyed], {
    ...KEYED,
    PORT: "many",
    TRIAL_DAYS: "0",
    SEATS: "10",
  });
  assert.deepEqual(
    problems.map(({ name }) => name),
    ["PORT", "TRIAL_DAYS", "SEATS"],
  );
});

Deno.test("never repeats a secret, whatever its schema says", () => {
  const secretive = defineFeature({
    name: "secretive",
    settings: {
      SECRET_A: setting(v.pipe(v.string(), v.length(3)), {
        means: "three characters",
        secret: true,
      }),
      SECRET_B: setting(v.pipe(v.string(), v.url()), {
        means: "an address",
        secret: true,
      }),
      SECRET_C: url(),
      SECRET_D: text({ means: "a key", secret: true }),
    },
  });
  const { problems, message } = refused([secretive], {
    SECRET_A: "hunter2",
    SECRET_B: "hunter2",
    SECRET_C: "http://ada:hunter2@example.com",
    SECRET_D: "'hunter2'",
  });
  assert.equal(problems.length, 4);
  assert.doesNotMatch(message, /hunter2/);
});

Deno.test("never repeats a part of a secret that its schema extracts", () => {
  const secret = { means: "an account of a service", secret: true };
  const parted = defineFeature({
    name: "parted",
    settings: {
      SECRET_E: setting(
        v.pipe(v.string(), v.parseJson(), v.object({ port: v.number() })),
        secret,
      ),
      SECRET_F: setting(v.pipe(v.string(), v.toUpperCase(), v.url()), secret),
    },
  });
  const { problems, message } = refused([parted], {
    SECRET_E: '{"port":"hunter2"}',
    SECRET_F: "hunter2",
  });
  assert.deepEqual(
    problems.map(({ problem }) => problem),
    ["is invalid", "is invalid"],
  );
  assert.doesNotMatch(message, /hunter2/i);
});

Deno.test("rejects a value whose schema throws and doesn't repeat a secret", () => {
  const thrown = v.pipe(v.string(), v.transform((value) => new URL(value)));
  const throwing = defineFeature({
    name: "throwing",
    settings: {
      PLAIN_URL: setting(thrown, { means: "an address" }),
      SECRET_URL: setting(thrown, { means: "an address", secret: true }),
    },
  });
  const { problems, message } = refused([throwing], {
    PLAIN_URL: "nowhere",
    SECRET_URL: "hunter2",
  });
  assert.deepEqual(problems.map(({ problem }) => problem), [
    "Invalid URL: 'nowhere'",
    "is invalid",
  ]);
  assert.doesNotMatch(message, /hunter2/);
});

Deno.test("passes features' settings to the site, from .env in development only", () => {
  const site = defineSite({ ...TEST_SITE, features: [shop] });
  const variablesOf = (real: Record<string, string>, file: string) =>
    siteEnvironment(site, real, () => file).variables;
  assert.deepEqual(variablesOf({}, "TRIAL_DAYS=30"), { TRIAL_DAYS: "30" });
  const real = { APP_ENV: "production", TRIAL_DAYS: "7" };
  assert.deepEqual(variablesOf(real, "CURRENCY=usd"), real);
});

const plugs = defineFeature({
  name: "plugs",
  settings: {
    PLUGS: setting(v.pipe(v.string(), v.regex(/^\w+$/, "must be one word")), {
      means: "a plug",
      otherwise: "none",
    }),
  },
  moreSettings: ({ PLUGS }) =>
    PLUGS === "none" ? {} : {
      [`${PLUGS.toUpperCase()}_VOLTS`]: wholeNumber({
        from: 1,
        to: 400,
        means: "volts",
      }),
    },
});

Deno.test("reads settings whose names depend on the values of others", () => {
  const env = { PLUGS: "oven", OVEN_VOLTS: "230", LAMP_VOLTS: "12" };
  assert.deepEqual(read([plugs], env).plugs, {
    PLUGS: "oven",
    OVEN_VOLTS: 230,
  });
  assert.deepEqual(read([plugs], {}).plugs, { PLUGS: "none" });
  const { message } = refused([plugs], { PLUGS: "oven" });
  assert.match(message, /OVEN_VOLTS is not set, but must be/);
  assert.doesNotMatch(refused([plugs], { PLUGS: "a b" }).message, /_VOLTS/);
});

Deno.test("passes settings on whose names depend on .env", () => {
  const file = "PLUGS=oven\nOVEN_VOLTS=230\nLAMP_VOLTS=12";
  const site = defineSite({ ...TEST_SITE, features: [plugs] });
  const real = { OVEN_VOLTS: "110", TOASTER_VOLTS: "5" };
  const { variables, unknown } = siteEnvironment(site, real, () => file);
  assert.deepEqual(variables, { PLUGS: "oven", OVEN_VOLTS: "110" });
  assert.deepEqual(unknown, ["LAMP_VOLTS"]);
});
