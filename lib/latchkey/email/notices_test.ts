/** Notices to the owner about events, with a "This wasn't me" link. */
import assert from "node:assert/strict";
import { deletionEmail } from "../features/deletion/emails.tsx";
import { addressChangedEmail } from "../features/email_change/emails.tsx";
import { passwordChangedEmail } from "../features/password/emails.tsx";
import {
  accountRestoredEmail,
  newDeviceEmail,
} from "../features/session/emails.tsx";
import { findToken } from "../features/tokens/one_time_tokens.ts";
import { format } from "../i18n/format.ts";
import { addUser, testServices } from "../testing/services.ts";
import { ENGLISH } from "../i18n/languages.ts";
import {
  ask,
  type MailRequest,
  NOTICE_CLIENT,
  requestFor,
  secureAccountLinkIn,
  tokenIn,
} from "../testing/email/messages.ts";

const { messages } = ENGLISH;

const DAY_MS = 24 * 3_600_000;

const NOTICES: Readonly<
  Record<string, (userId: string) => MailRequest>
> = {
  [messages.mails.passwordChanged.subject]: (
    userId,
  ) => (requestFor(passwordChangedEmail, { userId, ...NOTICE_CLIENT })),
  [messages.mails.newDevice.subject]: (
    userId,
  ) => (requestFor(newDeviceEmail, { userId, ...NOTICE_CLIENT })),
  [messages.mails.accountRestored.subject]: (
    userId,
  ) => (requestFor(accountRestoredEmail, { userId, ...NOTICE_CLIENT })),
  [messages.mails.deletionRequested.subject]: (
    userId,
  ) => (requestFor(deletionEmail, { userId, deleteAfter: 0 })),
};

for (const [subject, request] of Object.entries(NOTICES)) {
  Deno.test(`"${subject}" greets by name and links to "This wasn't me"`, async () => {
    await using services = await testServices();
    const { id } = await addUser(services, { name: "Ada & <b>Co</b>" });
    const deleteAfter = services.now() + 14 * DAY_MS;
    await services.store.users.update(id, { deleteAfter });
    const mail = await ask(services, request(id));
    assert.equal(mail?.to, "ada@example.com");
    assert.equal(mail?.subject, subject);
    const greeting = format(messages.mails.greeting, {
      name: "Ada & <b>Co</b>",
    });
    assert.ok(mail.text.split("\n").includes(greeting));
    assert.match(mail.html, /<bdi>Ada &amp; &lt;b>Co&lt;\/b><\/bdi>/);
    const link = secureAccountLinkIn(mail);
    assert.ok(mail.html.includes(`href="http://localhost:8000${link}"`));
    const token = tokenIn(link);
    services.clock.advance(7 * DAY_MS - 1);
    assert.equal(
      (await findToken(services, "secure_account", token))?.user.id,
      id,
    );
  });

  Deno.test(`"${subject}" isn't sent to an unconfirmed address`, async () => {
    await using services = await testServices();
    const { id } = await addUser(services, { verified: false });
    await services.store.users.update(id, { deleteAfter: services.now() + 1 });
    assert.equal(await ask(services, request(id)), null);
    assert.equal(await ask(services, request("nobody")), null);
  });
}

for (
  const email of [passwordChangedEmail, newDeviceEmail, accountRestoredEmail]
) {
  Deno.test(`${email.kind} names the device, the shortened client address and the time in UTC`, async () => {
    await using services = await testServices();
    const { id: userId } = await addUser(services);
    const mail = await ask(
      services,
      requestFor(email, { userId, ...NOTICE_CLIENT }),
    );
    const at = format(messages.mails.time, {
      day: "1 January 2030",
      time: "09:05",
    });
    const device = { browser: "Firefox", system: "Windows" };
    const lines = [
      format(messages.device.on, device),
      format(messages.mails.from, { client: "192.0.2.x" }),
      at,
    ];
    assert.ok(mail?.text.includes(`\n${lines.join("\n")}\n`));
    const unknown = { ...NOTICE_CLIENT, userAgent: "", client: "" };
    const bare = await ask(services, requestFor(email, { userId, ...unknown }));
    assert.ok(bare?.text.includes(`\n${messages.device.unknown}\n${at}\n`));
  });
}

Deno.test("drops the notice of a deletion that was cancelled", async () => {
  await using services = await testServices();
  const { id: userId } = await addUser(services);
  const request = requestFor(deletionEmail, { userId, deleteAfter: 1 });
  assert.equal(await ask(services, request), null);
  const deleteAfter = services.now() + 14 * DAY_MS;
  await services.store.users.update(userId, { deleteAfter });
  const mail = await ask(services, request);
  assert.match(mail?.text ?? "", /15 January 2030,\s00:00/);
  assert.match(mail?.text ?? "", /^http:\/\/localhost:8000\/auth\/login$/m);
});

Deno.test("notifies the old address with an undo link that works while the address is reserved", async () => {
  await using services = await testServices();
  const user = await addUser(services);
  const keptUntil = services.now() + 7 * DAY_MS;
  const request = requestFor(addressChangedEmail, {
    userId: user.id,
    oldAddress: user.address,
    keptUntil,
    at: services.now(),
  });
  assert.equal(await ask(services, request), null, "it was not changed");
  await services.store.users.changeAddress(user.id, {
    from: user.addressKey,
    credentialEpoch: user.credentialEpoch,
    address: "mallory@example.com",
    addressKey: "mallory@example.com",
    verifiedAt: services.now(),
    keepFormerUntil: keptUntil,
  });
  services.clock.advance(DAY_MS);
  const mail = await ask(services, request);
  assert.equal(mail?.to, "ada@example.com");
  assert.equal(mail?.subject, messages.mails.addressChanged.subject);
  assert.doesNotMatch(mail.text + mail.html, /mallory/);
  assert.match(mail.text, /8 January\s2030, 00:00 UTC/);
  const token = tokenIn(secureAccountLinkIn(mail));
  services.clock.advance(6 * DAY_MS - 1);
  const found = await findToken(services, "undo_address", token);
  assert.equal(found?.token.addressKey, "ada@example.com");
  services.clock.advance(1);
  assert.equal(await findToken(services, "undo_address", token), null);
  assert.equal(await ask(services, request), null, "it is free again");
});
