import assert from "node:assert/strict";
import { readSettings } from "./settings.ts";
import { settingsError } from "../testing/settings_error.ts";
import { TEST_SITE } from "../testing/site.ts";

const PRODUCTION = {
  APP_ENV: "production",
  PUBLIC_URL: "https://latchkey.example",
};
const SMTP_URL = "smtp://mail.example.com";

Deno.test("sign-up is open when email is available, and closed in production without a mail server", () => {
  assert.equal(readSettings(TEST_SITE, {}).signUp, "open");
  assert.equal(readSettings(TEST_SITE, { APP_ENV: "test" }).signUp, "open");
  assert.equal(readSettings(TEST_SITE, PRODUCTION).signUp, "closed");
  assert.equal(
    readSettings(TEST_SITE, { ...PRODUCTION, SMTP_URL }).signUp,
    "open",
  );
});

for (const SIGN_UP of ["open", "invite"]) {
  Deno.test(`rejects SIGN_UP=${SIGN_UP} in production without a mail server`, () => {
    const { message } = settingsError({ ...PRODUCTION, SIGN_UP });
    assert.match(
      message,
      /SIGN_UP is ".+", but email addresses cannot be verified/,
    );
    assert.equal(
      readSettings(TEST_SITE, { ...PRODUCTION, SIGN_UP, SMTP_URL }).signUp,
      SIGN_UP,
    );
  });
}

Deno.test("email in production requires PUBLIC_URL for its links", () => {
  const { message } = settingsError({ APP_ENV: "production", SMTP_URL });
  assert.match(message, /PUBLIC_URL is not set, but SMTP_URL is/);
  readSettings(TEST_SITE, { SMTP_URL });
});

for (
  const [value, why] of [
    ["mail.example.com:587", /smtp:\/\/ or smtps:\/\//],
    ["https://mail.example.com", /smtp:\/\/ or smtps:\/\//],
    ["smtp://", /has no host/],
    ["smtp://ada:hunter2@", /./],
    [
      "smtp://mail.example.com/inbox",
      /must have nothing after the host and port/,
    ],
    ["smtp://mail.example.com?pool=true", /must have nothing after the host/],
    ["smtp://ada:hun/ter2@mail.example.com", /\/.+ percent-enc.+ as %2F\./],
    ["smtp://ada:hun#ter2@mail.example.com", /#.+ percent-enc.+ as %23\./],
    ["smtp://ada:25?ter2@mail.example.com", /\?.+ percent-enc.+ as %3F\./],
    ["smtps://ada:#/%@mail.example.com", /as %23 and %2F and %25\./],
    ["smtp://a..b", /has no host/],
    ["smtp://ada@mail.example.com", /user name and a password, or neither/],
    ["smtp://:hunter2@mail.example.com", /user name and a password/],
    ["smtp://ada:100%@mail.example.com", /each % .+ as %25/],
    ["smtp://mail.example.com:99999", /./],
  ] as const
) {
  Deno.test(`rejects SMTP_URL=${value} without repeating its password`, () => {
    const { problems, message } = settingsError({ SMTP_URL: value });
    assert.deepEqual(problems.map(({ name }) => name), ["SMTP_URL"]);
    assert.match(message, why);
    assert.doesNotMatch(message, /hun|ter2|100/);
  });
}

for (
  const value of [
    "hello@example.com",
    "Ada <hello@example.com>",
    '"Acme, Inc." <hello@example.com>',
    "Grüße <hello@example.com>",
  ]
) {
  Deno.test(`accepts MAIL_FROM=${value}`, () => {
    assert.equal(readSettings(TEST_SITE, { MAIL_FROM: value }).mailFrom, value);
  });
}

for (
  const value of [
    "hello",
    "<hello@example.com",
    "a@example.com, b@example.com",
    "A <a@example.com>, B <b@example.com>",
    "a@b@example.com <a@example.com>",
    "Ada <hello@example.com>\r\nBcc: all@example.com",
    "Latch\u202ekey <hello@example.com>",
    "hallo@büc\u2100her.example",
  ]
) {
  Deno.test(`rejects MAIL_FROM=${JSON.stringify(value)}`, () => {
    assert.match(settingsError({ MAIL_FROM: value }).message, /MAIL_FROM is /);
  });
}

for (
  const [value, ascii] of [
    ["hallo@Bücher.example", "hallo@xn--bcher-kva.example"],
    ["Grüße <hallo@straße.example>", "Grüße <hallo@xn--strae-oqa.example>"],
  ]
) {
  Deno.test(`converts the domain of MAIL_FROM=${value} for mail servers`, () => {
    assert.equal(readSettings(TEST_SITE, { MAIL_FROM: value }).mailFrom, ascii);
  });
}

Deno.test("sends email from the host of PUBLIC_URL by default", () => {
  assert.equal(
    readSettings(TEST_SITE, { PUBLIC_URL: "https://example.com:8443" })
      .mailFrom,
    `${TEST_SITE.name} <no-reply@example.com>`,
  );
});
