import assert from "node:assert/strict";
import { ENGLISH, GERMAN } from "../../i18n/languages.ts";
import { ARABIC } from "../../i18n/languages.ts";
import { type Recovering, recovering } from "../../testing/recovering.ts";
import type { Message } from "../../email/transport.ts";
import { accountRecovery } from "./feature.ts";

/** All emails of a recovery that is stopped, then one that is finished. */
async function emailsOf(test: Recovering): Promise<readonly Message[]> {
  const { services, ada } = test;
  const recoveries = services.use(accountRecovery);
  await test.start();
  await recoveries.cancel(ada.id, { by: "operator", client: null });
  const id = await test.start();
  await test.wait(75);
  const complete = { id, passwordHash: null, client: null };
  assert.ok(await recoveries.complete(ada.id, complete));
  await services.mail.settled();
  return services.mailbox.messages().toReversed();
}

for (const language of [ENGLISH, GERMAN, ARABIC]) {
  Deno.test(`writes every email in the account's language: ${language.code}`, async () => {
    await using test = await recovering();
    const { users } = test.services.store;
    await users.update(test.ada.id, { language: language.code });
    const emails = await emailsOf(test);
    const { accountRecovery: messages } = language.messages.mails;
    assert.deepEqual(emails.map(({ subject }) => subject), [
      messages.started.subject,
      messages.cancelled.subject,
      messages.started.subject,
      messages.ending.subject,
      messages.ready.subject,
      messages.completed.subject,
    ]);
    for (const { html, text } of emails) {
      assert.ok(html.includes(`dir="${language.direction}"`));
      assert.doesNotMatch(text, /[{}]/);
    }
    const [started, cancelled, , ending, ready, completed] = emails;
    assert.match(started.text, /\/auth\/account-recovery\/stop\?token=/);
    assert.match(ending.text, /\/auth\/account-recovery\/stop\?token=/);
    assert.match(ready.text, /\/auth\/account-recovery\/finish\?token=/);
    assert.match(completed.text, /\/auth\/secure-account\?token=/);
    assert.doesNotMatch(cancelled.text, /token=/);
  });
}

Deno.test("says when the wait will be over", async () => {
  await using test = await recovering();
  const [started, , , ending] = await emailsOf(test);
  assert.match(started.html, /4 January 2030, 00:00 UTC/);
  assert.match(ending.html, /4 January 2030, 0\d:\d0 UTC/);
});
