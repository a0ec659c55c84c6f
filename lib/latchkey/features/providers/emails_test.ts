import assert from "node:assert/strict";
import { ARABIC, ENGLISH, GERMAN } from "../../i18n/languages.ts";
import { accountApp } from "../../testing/providers/account_app.ts";
import { addUser } from "../../testing/services.ts";
import { loginLinkedEmail, loginUnlinkedEmail } from "./emails.tsx";

const EMAILS = {
  loginLinked: loginLinkedEmail,
  loginUnlinked: loginUnlinkedEmail,
} as const;

for (const language of [ENGLISH, GERMAN, ARABIC]) {
  Deno.test(`tells of linked and unlinked logins in the account's language: ${language.code}`, async () => {
    await using app = await accountApp();
    const { services } = app;
    const ada = await addUser(services, { language: language.code });
    for (const key of ["loginLinked", "loginUnlinked"] as const) {
      await services.mail.send(EMAILS[key], {
        userId: ada.id,
        login: "Fake (<ada>)",
        userAgent: "",
        client: "192.0.2.0",
        at: services.now(),
      });
      await services.mail.settled();
      const [mail] = services.mailbox.messages();
      assert.equal(mail.to, "ada@example.com");
      assert.equal(mail.subject, language.messages.mails[key].subject);
      assert.ok(mail.html.includes(`dir="${language.direction}"`));
      assert.ok(mail.html.includes("Fake (&lt;ada>)"));
      assert.match(mail.text, /Fake \(<ada>\)/);
      assert.match(mail.text, /\/auth\/secure-account\?token=/);
      assert.doesNotMatch(mail.text, /[{}]/);
    }
  });
}

Deno.test("an address that isn't confirmed gets none of them", async () => {
  await using app = await accountApp();
  const { services } = app;
  const { id: userId } = await addUser(services, { verified: false });
  const client = { userAgent: "", client: "", at: services.now() };
  await services.mail.send(loginLinkedEmail, {
    userId,
    login: "Fake",
    ...client,
  });
  await services.mail.settled();
  assert.deepEqual(services.mailbox.messages(), []);
});
