/**
 * Emails that give access to an account: to set a new password, or to log in.
 */
import assert from "node:assert/strict";
import { loginLinkEmail } from "../login_link/emails.tsx";
import { recoveryEmail } from "./emails.tsx";
import { findToken } from "../tokens/one_time_tokens.ts";
import { addUser, testServices } from "../../testing/services.ts";
import { ENGLISH } from "../../i18n/languages.ts";
import {
  ask,
  linkIn,
  type MailRequest,
  requestFor,
  tokenIn,
} from "../../testing/email/messages.ts";

const { messages } = ENGLISH;

const HOUR_MS = 3_600_000;
const BROWSER = "b".repeat(64);

const RECOVER: MailRequest = requestFor(recoveryEmail, {
  address: "ADA@example.com",
});
const LINK: MailRequest = requestFor(loginLinkEmail, {
  address: "ADA@example.com",
  browser: BROWSER,
  remembered: true,
  next: "/account",
});

Deno.test("sends a recovery link that expires an hour after it was sent", async () => {
  await using services = await testServices();
  await addUser(services);
  const mail = await ask(services, RECOVER);
  assert.equal(mail?.to, "ada@example.com");
  assert.equal(mail?.subject, messages.mails.recover.subject);
  assert.match(mail.text, /expires in 1 hour/);
  const link = linkIn(mail);
  assert.ok(link.startsWith("/auth/recover/new?token="));
  services.clock.advance(HOUR_MS - 1);
  assert.ok(await findToken(services, "recover", tokenIn(link)));
  services.clock.advance(1);
  assert.equal(await findToken(services, "recover", tokenIn(link)), null);
});

Deno.test('a login link remembers the browser, "keep me logged in" and the next path', async () => {
  await using services = await testServices();
  await addUser(services);
  const mail = await ask(services, LINK);
  assert.equal(mail?.subject, messages.mails.loginLink.subject);
  assert.match(mail.text, /expires in 15 minutes/);
  const link = linkIn(mail);
  assert.ok(link.startsWith("/auth/link/open?token="));
  const found = await findToken(services, "login_link", tokenIn(link));
  assert.deepEqual(found?.token.data, {
    browser: BROWSER,
    remembered: "yes",
    next: "/account",
  });
  services.clock.advance(HOUR_MS / 4);
  assert.equal(await findToken(services, "login_link", tokenIn(link)), null);
});

Deno.test("sends no link to a disabled, removed or unknown account", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  const { users } = services.store;
  for (const request of [RECOVER, LINK]) {
    await users.update(id, { disabled: true });
    assert.equal(await ask(services, request), null);
    await users.update(id, { disabled: false, deleteAfter: services.now() });
    assert.equal(await ask(services, request), null);
    await users.update(id, { deleteAfter: services.now() + 1 });
    assert.ok(await ask(services, request), "it can still be kept");
  }
});

Deno.test("stores the hash of an emailed token, never the token", async () => {
  await using services = await testServices();
  const { id } = await addUser(services);
  const mail = await ask(services, RECOVER);
  assert.ok(mail);
  const token = tokenIn(linkIn(mail));
  const stored = await services.store.oneTimeTokens.listOf(id);
  assert.equal(stored.length, 1);
  assert.ok(!JSON.stringify(stored).includes(token));
});

Deno.test("links start with PUBLIC_URL", async () => {
  const publicUrl = new URL("https://latchkey.example:8443");
  await using services = await testServices({ settings: { publicUrl } });
  await addUser(services);
  const mail = await ask(services, RECOVER);
  assert.match(
    mail?.text ?? "",
    /^https:\/\/latchkey\.example:8443\/auth\/recover\/new\?token=[\w-]{43}$/m,
  );
});

Deno.test("sends demo users no email, since their addresses belong to strangers", async () => {
  const settings = {
    appEnv: "development",
    smtpUrl: new URL("smtp://localhost"),
  } as const;
  await using services = await testServices({ settings });
  await addUser(services, { address: "User1@gmail.com" });
  await addUser(services);
  assert.equal(
    await ask(
      services,
      requestFor(recoveryEmail, { address: "user1@gmail.com" }),
    ),
    null,
  );
  assert.ok(await ask(services, RECOVER));
});
