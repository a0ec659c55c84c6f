/** Emails of a site's own feature. */
import assert from "node:assert/strict";
import { defineFeature, type Services } from "@latchkey/core";
import {
  defineEmail,
  findVerifiedAccount,
  Line,
  type Transport,
} from "@latchkey/core/email";
import {
  addUser,
  createSiteMailer,
  openMailer,
  startMailServer,
  type TestOverrides,
  testServices,
} from "@latchkey/core/testing";
import * as v from "valibot";
import { testIn } from "../i18n/test_in.ts";
import { SITE } from "../tested_site.ts";
import { ANNA, openSite } from "../site.ts";

type SiteWithFeatures = Services["site"];

const SUBJECTS: Readonly<Record<string, string>> = {
  en: "A book is due",
  de: "Ein Buch ist fällig",
};

/** A notice to an account. */
const bookDue = defineEmail({
  kind: "book_due",
  data: v.object({ userId: v.string(), title: v.string() }),
  async write({ services, url, languageFor }, { userId, title }) {
    const user = await findVerifiedAccount(services, userId);
    if (!user) return null;
    const language = languageFor(user);
    return {
      to: user.address,
      language,
      subject: SUBJECTS[language.code],
      body: () => <Line>{title} {url("/books")}</Line>,
    };
  },
});

/** An email that anyone can request for any address. */
const catalogue = defineEmail({
  kind: "book_catalogue",
  onRequest: true,
  data: v.object({ address: v.string(), issue: v.number() }),
  write: ({ languageFor }, { address, issue }) =>
    Promise.resolve({
      to: address,
      language: languageFor({ language: "en", verifiedAt: null }),
      subject: "Our catalogue",
      body: () => <Line>{issue}</Line>,
    }),
});

const library = defineFeature({
  name: "library",
  emails: [bookDue, catalogue],
});
const site = { ...SITE, features: [library] };

/**
 * The site with a page that sends a reminder to the logged-in user, whose
 * account is in German.
 */
async function openLibrary(overrides: TestOverrides = {}) {
  const opened = await openSite(
    { site, ...overrides },
    (app) =>
      app.post("/books/remind", async (ctx) => {
        const { services, user } = ctx.state;
        const { title } = Object.fromEntries(await ctx.req.formData());
        await services.mail.send(bookDue, {
          userId: user?.id ?? "",
          title: String(title),
        });
        return new Response();
      }),
  );
  const { users } = opened.services.store;
  const anna = await users.byAddressKey("anna@example.com");
  await users.update(anna!.id, { language: "de" });
  const visitor = opened.visitor();
  await visitor.logIn(ANNA);
  return { opened, visitor };
}

testIn(
  ["de"],
  "shows a site's email in the mailbox in the account's language",
  async () => {
    const { opened, visitor } = await openLibrary();
    await using _ = opened;
    await visitor.post("/books/remind", { title: "<b>Emma</b>" });
    const { id, to, subject, text, html } = await opened.mailTo(ANNA.username);
    assert.equal(to, ANNA.username);
    assert.equal(subject, SUBJECTS.de);
    assert.match(text, /^<b>Emma<\/b> http:\/\/localhost:8000\/books$/m);
    assert.match(html, /<html lang="de" dir="ltr">/);
    assert.match(html, /&lt;b>Emma/);
    const mailbox = await (await visitor.get("/dev/mail")).text();
    assert.ok(mailbox.includes(`<a href="/dev/mail/${id}">${SUBJECTS.de}</a>`));
  },
);

testIn(
  ["de"],
  "sends a site's email through the mail server",
  async () => {
    await using server = await startMailServer();
    const smtpUrl = new URL(`smtp://127.0.0.1:${server.port}`);
    const { opened, visitor } = await openLibrary({
      settings: { smtpUrl },
      openMail: openMailer,
    });
    await using _ = opened;
    await opened.services.mail.settled();
    await visitor.post("/books/remind", { title: "Emma" });
    await opened.services.mail.settled();
    const mail = server.arrived.find(({ subject }) => subject === SUBJECTS.de);
    assert.deepEqual(mail?.recipients, [ANNA.username]);
    assert.match(mail.text, /^Emma http:\/\/localhost:8000\/books$/m);
  },
);

Deno.test("exports a queued email of the site's with its account and deletes it with the account", async () => {
  const { opened, visitor } = await openLibrary({
    openMail: (services) =>
      createSiteMailer(services, { send: () => Promise.reject(new Error()) }),
  });
  await using _ = opened;
  await visitor.post("/books/remind", { title: "Emma" });
  await opened.services.mail.settled();
  const answer = await visitor.post("/account/export", {});
  const { waitingMails } = await answer.json();
  const kinds = waitingMails.map(({ kind }: { kind: string }) => kind);
  assert.ok(kinds.includes("book_due"), kinds.join());
  const { users, mailQueue } = opened.services.store;
  const anna = await users.byAddressKey("anna@example.com");
  assert.equal(await users.remove(anna!.id), true);
  assert.deepEqual((await mailQueue.list({ limit: 9 })).items, []);
});

Deno.test("limits how many of the site's emails per mailbox anyone can request", async () => {
  await using services = await testServices({ site });
  for (let issue = 0; issue < 30; issue++) {
    const address = `ada+${issue}@example.com`;
    await services.mail.send(catalogue, { address, issue });
  }
  await services.mail.settled();
  assert.equal(services.mailbox.messages().length, 12);
});

/** Sends a site's queued emails and returns the row afterwards. */
async function rowAfterDelivery(
  site: SiteWithFeatures,
  data: Record<string, string | number>,
) {
  await using services = await testServices({ site });
  const { id: userId } = await addUser(services);
  const row = {
    id: "a".repeat(22),
    kind: bookDue.kind,
    data: { userId, ...data },
    userId,
    createdAt: services.now(),
    dueAt: services.now(),
    attempts: 0,
    lastError: "",
  };
  await services.store.mailQueue.add(row);
  await services.mail.deliver();
  return await services.store.mailQueue.byId(row.id);
}

Deno.test("gives up on an email whose feature was removed or whose data is invalid", async () => {
  const removed = { ...SITE, features: [] };
  for (
    const row of [
      await rowAfterDelivery(removed, { title: "Emma" }),
      await rowAfterDelivery(site, { title: 1 }),
    ]
  ) {
    assert.equal(row?.dueAt, null);
    assert.equal(
      row?.lastError,
      "The queued email is of an unknown kind or has invalid data.",
    );
  }
  assert.equal(await rowAfterDelivery(site, { title: "Emma" }), null, "sent");
});

Deno.test("the mailer rejects emails that are unlisted, have a taken kind or no limit", async () => {
  await using services = await testServices({ site });
  const unlisted = defineEmail({ ...bookDue, kind: "book_lost" });
  await assert.rejects(
    services.mail.send(unlisted, { userId: "x", title: "Emma" }),
    /The email "book_lost" is not registered/,
  );
  const unlimited = defineEmail({
    ...bookDue,
    kind: "book_found",
    data: v.object({ title: v.string() }),
    write: () => Promise.resolve(null),
  });
  const twice = defineFeature({ name: "twice", emails: [bookDue] });
  const noTransport: Transport = { send: () => Promise.resolve() };
  const mailerOf = (...features: SiteWithFeatures["features"]) =>
    createSiteMailer(
      { ...services, site: { ...site, features } },
      noTransport,
    );
  assert.throws(() => mailerOf(library, twice), /Two emails.*book_due/);
  const found = defineFeature({ name: "found", emails: [unlimited] });
  await assert.rejects(
    mailerOf(found).send(unlimited, { title: "Emma" }),
    /The data of the email "book_found" needs a userId or an address/,
  );
});
