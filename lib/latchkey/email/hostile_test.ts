/** Hostile names and addresses, sent through a real mail server. */
import assert from "node:assert/strict";
import { recoveryEmail } from "../features/recovery/emails.tsx";
import { newDeviceEmail } from "../features/session/emails.tsx";
import { createSiteMailer } from "../site_mailer.ts";
import { smtpTransport } from "./smtp.ts";
import { addUser, testServices } from "../testing/services.ts";
import { ENGLISH } from "../i18n/languages.ts";
import { startMailServer } from "../testing/email/mail_server.ts";
import { NOTICE_CLIENT } from "../testing/email/messages.ts";

const { messages } = ENGLISH;

const HOSTILE_NAMES = [
  "Ada\r\nBcc: all@example.com",
  '"><img src=x onerror=alert(1)>',
  "</p></body></html>",
  "<!-- ",
  "&lt;b&gt;",
];

Deno.test("sends a hostile name as text: no header, recipient or element", async () => {
  await using server = await startMailServer();
  const smtpUrl = new URL(`smtp://127.0.0.1:${server.port}`);
  await using services = await testServices({ settings: { smtpUrl } });
  const mailer = createSiteMailer(services, smtpTransport(services.settings));
  for (const [index, name] of HOSTILE_NAMES.entries()) {
    const address = `ada${index}@example.com`;
    const { id } = await addUser(services, { address, name });
    await mailer.send(newDeviceEmail, { userId: id, ...NOTICE_CLIENT });
    await mailer.settled();
    const mail = server.arrived.at(-1);
    assert.ok(mail);
    assert.deepEqual(mail.recipients, [address]);
    assert.equal(mail.headers.has("bcc"), false);
    assert.equal(mail.subject, messages.mails.newDevice.subject);
    assert.doesNotMatch(mail.html, /<img|<!--/);
    assert.equal(mail.html.match(/<\/body>/g)?.length, 1);
  }
  assert.equal(server.arrived.length, HOSTILE_NAMES.length);
});

for (
  const address of [
    "ada@example.com\r\nBcc: all@example.com",
    "ada@example.com,all@example.com",
    "ada@example.com> RCPT TO:<all@example.com",
    "all@example.com <ada@example.com>",
    "@example.com",
    "ada",
  ]
) {
  Deno.test(`sends to ${JSON.stringify(address)} and to nobody else`, async () => {
    await using server = await startMailServer();
    const smtpUrl = new URL(`smtp://127.0.0.1:${server.port}`);
    await using services = await testServices({ settings: { smtpUrl } });
    const mailer = createSiteMailer(services, smtpTransport(services.settings));
    await addUser(services, { address });
    await mailer.send(recoveryEmail, { address });
    await mailer.settled();
    const recipients = server.arrived.flatMap(({ recipients }) => recipients);
    assert.ok(!recipients.includes("all@example.com"));
    assert.ok(!recipients.includes("ada@example.com"));
  });
}
