/** Every email in every language. */
import assert from "node:assert/strict";
import { newDeviceEmail } from "../features/session/emails.tsx";
import { ARABIC, ENGLISH } from "../i18n/languages.ts";
import { createSiteMailer } from "../site_mailer.ts";
import { smtpTransport } from "./smtp.ts";
import type { Message } from "./transport.ts";
import { TEST_SITE } from "../testing/site.ts";
import { addUser, testServices } from "../testing/services.ts";
import { everyMail, NAME } from "../testing/email/every_mail.ts";
import { startMailServer } from "../testing/email/mail_server.ts";
import { NOTICE_CLIENT } from "../testing/email/messages.ts";

/** Text that stays the same in an email of any language. */
const NO_WORDS = new RegExp(
  [
    /https?:\/\/\S+/,
    /\w+@example\.com/,
    new RegExp(NAME.replaceAll(".", "\\.")),
    new RegExp(RegExp.escape(TEST_SITE.name)),
    /UTC|Firefox|Windows/,
    /192\.0\.2\.x/,
    /\d{3} \d{3}/,
  ].map(({ source }) => source).join("|"),
  "g",
);

/**
 * An email's subject and text on one line, reduced to words of its language.
 */
function ownWordsOf({ subject, text }: Message): string {
  return `${subject} ${text}`.replace(NO_WORDS, "").replace(/\s+/g, " ");
}

/**
 * The parts of all sentences between their placeholders, if longer than a word.
 */
function partsOf(section: object): string[] {
  return Object.values(section).flatMap((messages) =>
    typeof messages === "string"
      ? messages.split(/\{\w+\}/).map((part) => part.trim())
        .filter((part) => / /.test(part))
      : partsOf(messages)
  );
}

const { mails, device } = ENGLISH.messages;
const ENGLISH_PARTS = [...partsOf(mails), device.unknown];

for (const { code, direction } of TEST_SITE.languages) {
  Deno.test(`${code}: sets language and direction in every email and fills every placeholder`, async () => {
    for (const [what, mail] of await everyMail(code)) {
      const { subject, text, html } = mail;
      const marks = `lang="${code}" dir="${direction}"`;
      assert.ok(html.startsWith(`<!doctype html><html ${marks}>`), what);
      assert.ok(html.includes(`<div ${marks}`), what);
      assert.doesNotMatch(subject + text, /[{}]|undefined|null|\[object/);
      assert.doesNotMatch(html, /\{\w+\}|undefined|\[object/);
      assert.ok(text.includes("http://localhost:8000"), what);
    }
  });

  if (code === ENGLISH.code) continue;
  Deno.test(`${code}: translates every sentence of every email`, async () => {
    const english = await everyMail("en");
    const texts = new Set<string>();
    for (const [what, mail] of await everyMail(code)) {
      const messages = ownWordsOf(mail);
      const left = ENGLISH_PARTS.filter((part) => messages.includes(part));
      assert.deepEqual(left, [], what);
      assert.notEqual(mail.subject, english.get(what)?.subject);
      texts.add(messages);
    }
    assert.equal(
      texts.size,
      english.size - 1,
      "confirming again says the same",
    );
  });
}

Deno.test(
  "ar: uses no Latin words in emails and isolates left-to-right text",
  async () => {
    for (const [what, mail] of await everyMail("ar")) {
      assert.doesNotMatch(ownWordsOf(mail), /\p{Script=Latin}/u, what);
      const { text, html } = mail;
      const bare = text.replace(/[\u2066\u2068][^\u2066-\u2069]+\u2069/g, "");
      assert.doesNotMatch(bare, /@|192\.0\.2|^\d{3} \d{3}$/m, what);
      assert.doesNotMatch(html, /[\u2066-\u2069]/, what);
      assert.doesNotMatch(html, /(?<!<bdi>\w*)@example/, what);
    }
  },
);

Deno.test("sends English to an account without a chosen language", async () => {
  const chosen = await everyMail("en");
  for (const [what, mail] of await everyMail(undefined)) {
    assert.equal(mail.subject, chosen.get(what)?.subject);
    assert.equal(ownWordsOf(mail), ownWordsOf(chosen.get(what) ?? mail));
  }
});

Deno.test("formats times by language and marks them as UTC", async () => {
  const times = {
    en: /^1 January 2030, 09:05 UTC$/m,
    de: /^1\. Januar 2030, 09:05 Uhr \(UTC\)$/m,
    ar: /^1 يناير 2030، الساعة 09:05 ص بالتوقيت العالمي \(UTC\)$/m,
  };
  for (const [code, time] of Object.entries(times)) {
    const mail = (await everyMail(code)).get("newDevice");
    assert.match(mail?.text ?? "", time);
  }
});

Deno.test(
  "delivers an Arabic email intact: subject, text and HTML",
  async () => {
    await using server = await startMailServer();
    const smtpUrl = new URL(`smtp://127.0.0.1:${server.port}`);
    await using services = await testServices({ settings: { smtpUrl } });
    const mailer = createSiteMailer(services, smtpTransport(services.settings));
    const { id: userId } = await addUser(services, {
      language: "ar",
      name: "آدا لوفليس",
    });
    await mailer.send(newDeviceEmail, { userId, ...NOTICE_CLIENT });
    await mailer.settled();
    const [mail] = server.arrived;
    const { mails: messages } = ARABIC.messages;
    assert.equal(mail.subject, messages.newDevice.subject);
    assert.match(mail.text, /^مرحبًا \u2068آدا لوفليس\u2069،$/m);
    assert.match(mail.text, /^من \u2066192\.0\.2\.x\u2069$/m);
    assert.ok(mail.html.includes(`<html lang="ar" dir="rtl">`));
    assert.ok(mail.html.includes(messages.secureAccount.explained));
  },
);
