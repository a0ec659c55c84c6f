import assert from "node:assert/strict";
import { checkMail } from "./doctor.ts";
import { readSettings } from "../settings/settings.ts";
import { startMailServer } from "../testing/email/mail_server.ts";
import { TEST_SITE } from "../testing/site.ts";

const PRODUCTION = {
  APP_ENV: "production",
  PUBLIC_URL: "https://latchkey.example",
};

Deno.test("doctor warns about production without email, and lists what doesn't work", async () => {
  const bare = await checkMail(readSettings(TEST_SITE, PRODUCTION));
  assert.equal(bare.level, "warn");
  assert.match(bare.message, /SMTP_URL is not set, so sign-up is closed/);
  assert.doesNotMatch(bare.message, /not confirmed/);
  const strict = await checkMail(
    readSettings(TEST_SITE, { ...PRODUCTION, REQUIRE_VERIFIED_ADDRESS: "yes" }),
  );
  assert.match(strict.message, /unverified accounts stay locked out/);
});

Deno.test("doctor says where emails are stored in development", async () => {
  const { level, message } = await checkMail(readSettings(TEST_SITE, {}));
  assert.equal(level, "ok");
  assert.match(message, /\/dev\/mail/);
});

Deno.test("doctor logs in to the mail server and sends nothing", async () => {
  await using server = await startMailServer({
    allowInsecureAuth: true,
    authOptional: false,
    onAuth: ({ password }, _session, answer) =>
      password === "secret" ? answer(null, { user: "a" }) : answer(new Error()),
  });
  const check = (password: string) => {
    const SMTP_URL = `smtp://ada:${password}@127.0.0.1:${server.port}`;
    return checkMail(readSettings(TEST_SITE, { ...PRODUCTION, SMTP_URL }));
  };
  const { level, message } = await check("secret");
  assert.equal(level, "ok", message);
  assert.ok(
    message.includes(
      `accepts email from ${TEST_SITE.name} <no-reply@latchkey.example>`,
    ),
  );
  const wrong = await check("hunter2");
  assert.equal(wrong.level, "fail");
  assert.match(wrong.message, /rejects the user name or password \(535\)\./);
  assert.doesNotMatch(message + wrong.message, /secret|hunter2/);
  assert.deepEqual(server.arrived, []);
});

Deno.test("doctor fails on an unreachable mail server", async () => {
  const server = await startMailServer();
  const SMTP_URL = `smtp://127.0.0.1:${server.port}`;
  await server[Symbol.asyncDispose]();
  const finding = await checkMail(
    readSettings(TEST_SITE, { ...PRODUCTION, SMTP_URL }),
  );
  assert.equal(finding.level, "fail");
  assert.match(finding.message, /could not be reached \(ECONNREFUSED\)/);
});
