/** Safeguards against careless emails and transports. */
import assert from "node:assert/strict";
import * as v from "valibot";
import { defineFeature } from "../feature.ts";
import { createSiteMailer } from "../site_mailer.ts";
import { testServices } from "../testing/services.ts";
import { TEST_SITE } from "../testing/site.ts";
import { defineEmail } from "./define_email.ts";
import { SendFailure } from "./transport.ts";

const ADA = "ada@example.com";

/** An email whose subject contains user input. */
const bookDue = defineEmail({
  kind: "book_due",
  data: v.object({ address: v.string(), title: v.string() }),
  write: ({ services }, { address, title }) =>
    Promise.resolve({
      to: address,
      language: services.site.languages[0],
      subject: `Bring back ${title}`,
      body: () => title,
    }),
});
const library = defineFeature({ name: "library", emails: [bookDue] });
const site = { ...TEST_SITE, features: [library] };

Deno.test("keeps the subject on one line, whatever it contains", async () => {
  await using services = await testServices({ site });
  await services.mail.send(bookDue, {
    address: ADA,
    title: "Emma\r\nBcc: eve@example.com",
  });
  await services.mail.settled();
  assert.deepEqual(
    services.mailbox.messages().map(({ to, subject }) => [to, subject]),
    [[ADA, "Bring back Emma Bcc: eve@example.com"]],
  );
});

Deno.test("truncates an endless error message and retries the email", async () => {
  await using services = await testServices({ site });
  const mailer = createSiteMailer(services, {
    send: () => Promise.reject(new SendFailure("No. ".repeat(1000))),
  }, { pauseMs: 0 });
  await mailer.send(bookDue, { address: ADA, title: "Emma" });
  await mailer.settled();
  const { items: [mail] } = await services.store.mailQueue.list({ limit: 9 });
  assert.match(mail.lastError, /^No\. No\./);
  assert.equal(mail.dueAt, services.now() + 30_000);
});
