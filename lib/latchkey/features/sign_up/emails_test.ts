/**
 * The emails sent for a sign-up, another confirmation and an address change.
 */
import assert from "node:assert/strict";
import { newAddressEmail } from "../email_change/emails.tsx";
import { signUpEmail } from "./emails.tsx";
import { verificationEmail } from "../verification/emails.tsx";
import { findToken } from "../tokens/one_time_tokens.ts";
import { verifyCode } from "../tokens/one_time_codes.ts";
import {
  addUser,
  type TestServices,
  testServices,
} from "../../testing/services.ts";
import { ENGLISH } from "../../i18n/languages.ts";
import {
  ask,
  codeIn,
  linkIn,
  requestFor,
  tokenIn,
} from "../../testing/email/messages.ts";

const { messages } = ENGLISH;

const MINUTE_MS = 60_000;
const BROWSER = "b".repeat(64);
const ADA = { address: "ada@example.com", verified: false };

function signUp(services: TestServices, address: string, userId: string) {
  return ask(
    services,
    requestFor(signUpEmail, { address, userId, browser: BROWSER }),
  );
}

Deno.test("sends a new account a link and a code to confirm its address, and doesn't use the unverified name", async () => {
  await using services = await testServices();
  const user = await addUser(services, { ...ADA, name: "Buy at evil.example" });
  const mail = await signUp(services, "ADA@example.com", user.id);
  assert.ok(mail);
  assert.equal(mail.to, "ada@example.com");
  assert.equal(mail.subject, messages.mails.confirm.subject);
  assert.ok(!mail.text.includes("evil"));
  assert.ok(!mail.html.includes("evil"));
  const link = linkIn(mail);
  assert.ok(link.startsWith("/auth/verify?token="));
  const found = await findToken(services, "verify", tokenIn(link));
  assert.equal(found?.user.id, user.id);
  assert.deepEqual(found?.token.data, { browser: BROWSER });
  assert.ok(mail.html.includes(`href="http://localhost:8000${link}"`));
  assert.match(mail.text, /^\d{3} \d{3}$/m);
  assert.match(mail.html, />\d{3} \d{3}</);
  assert.ok(
    await verifyCode(
      services,
      { account: user.addressKey, user },
      "verify",
      codeIn(mail),
    ),
  );
});

Deno.test("notifies the owner of a sign-up with a taken address, with links to continue and no token", async () => {
  await using services = await testServices();
  await addUser(services);
  const mail = await signUp(services, "Ada@Example.com", "somebody-else");
  assert.equal(mail?.to, "ada@example.com");
  assert.equal(mail?.subject, messages.mails.hasAccount.subject);
  assert.match(mail.text, /^http:\/\/localhost:8000\/auth\/login$/m);
  assert.match(mail.text, /^http:\/\/localhost:8000\/auth\/recover$/m);
  assert.doesNotMatch(mail.text + mail.html, /token=/);
});

Deno.test("sends one email for a double click on sign-up, and notifies the owner a minute later", async () => {
  await using services = await testServices();
  await addUser(services, ADA);
  assert.equal(await signUp(services, ADA.address, "second-click"), null);
  services.clock.advance(MINUTE_MS - 1);
  assert.equal(await signUp(services, ADA.address, "third-click"), null);
  services.clock.advance(1);
  const later = await signUp(services, ADA.address, "much-later");
  assert.equal(later?.subject, messages.mails.hasAccount.subject);
  assert.doesNotMatch(later.text, /token=/, "a stranger may have created it");
});

Deno.test("a reserved address's email says so, and until when", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  await services.store.users.changeAddress(user.id, {
    from: user.addressKey,
    credentialEpoch: user.credentialEpoch,
    address: "new@example.com",
    addressKey: "new@example.com",
    verifiedAt: services.now(),
    keepFormerUntil: services.now() + 7 * 24 * 60 * MINUTE_MS,
  });
  const mail = await signUp(services, "ada@example.com", "somebody-else");
  assert.equal(mail?.to, "ada@example.com");
  assert.equal(mail?.subject, messages.mails.addressReserved.subject);
  assert.match(mail.text, /8 January 2030, 00:00 UTC/);
  assert.doesNotMatch(mail.text, /new@example/);
});

Deno.test("sends another confirmation only to existing, enabled, unconfirmed accounts", async () => {
  await using services = await testServices();
  const verify = (userId: string) =>
    ask(services, requestFor(verificationEmail, { userId, browser: "" }));
  const { id } = await addUser(services, ADA);
  assert.equal((await verify(id))?.subject, messages.mails.confirm.subject);
  await services.store.users.update(id, { disabled: true });
  assert.equal(await verify(id), null);
  await services.store.users.update(id, { disabled: false, verifiedAt: 1 });
  assert.equal(await verify(id), null);
  assert.equal(await verify("nobody"), null);
});

Deno.test("a new address's link is bound to the address and the password version", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const mail = await ask(
    services,
    requestFor(newAddressEmail, {
      userId: user.id,
      newAddress: "Ada@New.example",
      credentialEpoch: 0,
    }),
  );
  assert.equal(mail?.to, "Ada@New.example");
  assert.equal(mail?.subject, messages.mails.changeAddress.subject);
  assert.ok(!mail.text.includes("ada@example.com"), "the old one is private");
  const link = linkIn(mail);
  assert.ok(link.startsWith("/auth/address?token="));
  const found = await findToken(services, "change_address", tokenIn(link));
  assert.deepEqual(found?.token.data, {
    address: "Ada@New.example",
    credentialEpoch: "0",
  });
});

Deno.test("sends nothing for an address change requested under a replaced password", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const change = requestFor(newAddressEmail, {
    userId: user.id,
    newAddress: "mallory@example.com",
    credentialEpoch: user.credentialEpoch,
  });
  await services.store.users.changePassword(user.id, user.passwordHash, "x");
  assert.equal(await ask(services, change), null);
});

Deno.test("notifies the owner of a taken or reserved address and sends no token", async () => {
  await using services = await testServices();
  const ada = await addUser(services);
  const bert = await addUser(services, { address: "bert@example.com" });
  const change = (newAddress: string) =>
    ask(
      services,
      requestFor(newAddressEmail, {
        userId: ada.id,
        newAddress,
        credentialEpoch: 0,
      }),
    );
  const taken = await change("Bert@example.com");
  assert.equal(taken?.to, "bert@example.com");
  assert.equal(taken?.subject, messages.mails.addressTaken.subject);
  await services.store.users.changeAddress(bert.id, {
    from: bert.addressKey,
    credentialEpoch: bert.credentialEpoch,
    address: "b@example.com",
    addressKey: "b@example.com",
    verifiedAt: services.now(),
    keepFormerUntil: services.now() + MINUTE_MS,
  });
  const kept = await change("bert@example.com");
  assert.equal(kept?.subject, messages.mails.addressReserved.subject);
  for (const { text, html } of [taken, kept]) {
    assert.doesNotMatch(text + html, /token=|ada@|b@example/);
  }
});
