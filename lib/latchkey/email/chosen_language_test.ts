/** The language of an email. */
import assert from "node:assert/strict";
import { newAddressEmail } from "../features/email_change/emails.tsx";
import { recoveryEmail } from "../features/recovery/emails.tsx";
import { languageOf } from "../i18n/languages.ts";
import { TEST_SITE } from "../testing/site.ts";
import { addUser, testServices } from "../testing/services.ts";
import { ENGLISH } from "../i18n/languages.ts";
import { aMail } from "../testing/database/fixtures.ts";
import {
  ask,
  type MailRequest,
  NOTICE_CLIENT,
  requestFor,
} from "../testing/email/messages.ts";

const { messages } = ENGLISH;

const mailsIn = (code: string) => languageOf(TEST_SITE, code)!.messages.mails;

const SUBJECTS = {
  en: mailsIn("en").recover.subject,
  de: mailsIn("de").recover.subject,
  ar: mailsIn("ar").recover.subject,
};

Deno.test(
  "uses the account's language, then the page's, then English",
  async () => {
    await using services = await testServices();
    const { id } = await addUser(services);
    const { users } = services.store;
    const cases = [
      { account: null, mail: SUBJECTS.en },
      { account: null, page: "de", mail: SUBJECTS.de },
      { account: "ar", page: "de", mail: SUBJECTS.ar },
      { account: "ar", mail: SUBJECTS.ar },
      { account: "tlh", page: "de", mail: SUBJECTS.de },
      { account: "tlh", page: "../de", mail: SUBJECTS.en },
    ];
    for (const { account, page, mail } of cases) {
      await users.update(id, { language: account });
      const asked = await ask(
        services,
        requestFor(recoveryEmail, {
          address: "ada@example.com",
          ...page && { language: page },
        }),
      );
      assert.equal(asked?.subject, mail, `${account} ${page}`);
      services.clock.advance(3_600_000);
    }
  },
);

Deno.test(
  "uses the owner's language for an email requested by a stranger, and never reveals it",
  async () => {
    await using services = await testServices();
    const ada = await addUser(services, { language: "ar" });
    const bob = await addUser(services, { address: "bob@example.com" });
    const change: MailRequest = requestFor(newAddressEmail, {
      userId: ada.id,
      newAddress: bob.address,
      credentialEpoch: 0,
      language: "de",
    });
    assert.equal(
      (await ask(services, change))?.subject,
      mailsIn("de").addressTaken.subject,
    );
    await services.store.users.update(bob.id, { language: "en" });
    assert.equal(
      (await ask(services, change))?.subject,
      messages.mails.addressTaken.subject,
    );
  },
);

Deno.test("never sends a notice in the language of the person who triggered it", async () => {
  await using services = await testServices();
  const { id: userId } = await addUser(services);
  const foreign = { userId, ...NOTICE_CLIENT, language: "ar" };
  const mail = aMail({ kind: "new_device", data: foreign, userId });
  await services.store.mailQueue.add(mail);
  await services.mail.deliver();
  const [{ subject }] = services.mailbox.messages();
  assert.equal(subject, messages.mails.newDevice.subject);
});

Deno.test("sends a queued email whose language is missing or unknown", async () => {
  await using services = await testServices();
  await addUser(services);
  const address = "ada@example.com";
  const rows = [
    { address },
    { address, language: 7 },
    { address, language: "x".repeat(999) },
  ];
  for (const data of rows as Record<string, string | number>[]) {
    const mail = aMail({ kind: "recover", data, userId: "" });
    await services.store.mailQueue.add(mail);
    await services.mail.deliver();
    const [newest] = services.mailbox.messages();
    assert.equal(newest.id, mail.id);
    assert.equal(newest.subject, SUBJECTS.en);
  }
});
