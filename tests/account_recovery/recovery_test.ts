/** The way back of a person who lost the second factor, from page to page. */
import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { messages, sentence } from "../pages.ts";
import { ANNA } from "../site.ts";
import { testApp } from "../site_features.ts";
import { SITE } from "../tested_site.ts";
import {
  hiddenInputs,
  kindsAt,
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "../routes/own_account.ts";
import { assertKeptSecret, scan } from "../routes/mailed_link.ts";
import { finishLink, lostPhone, PAGE, recoveryLinkIn } from "./lost_phone.ts";

const { accountRecovery } = messages;
const NEW = "tractor moonlight";

testApp(
  "links from the second step, and explains the wait before it starts",
  async () => {
    await using lost = await lostPhone();
    const visitor = await lost.pastPassword();
    const step = await textOf(visitor.get("/auth/second-factor?next=/private"));
    assert.match(step, /href="\/auth\/account-recovery\?next=%2Fprivate"/);
    const html = await textOf(visitor.get(PAGE));
    assert.match(html, sentence(accountRecovery.title));
    assert.match(
      html,
      sentence(format(accountRecovery.offered.wait.other, { count: "72" })),
    );
    assert.equal(lost.site.mails.messages().length, 0, "nothing started yet");
  },
);

testApp(
  "without a pending login, leads to the login and starts nothing",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    for (const visitor of [site.visitor(), await lost.loggedIn()]) {
      const before = site.mails.messages().length;
      assert.equal(await statusOf(visitor.get(PAGE)), 303);
      assert.equal(await statusOf(visitor.post(PAGE, {})), 303);
      await site.services.mail.settled();
      assert.equal(site.mails.messages().length, before);
    }
  },
);

testApp(
  "tells the account at once, and gets back in with a new password after the wait",
  async () => {
    await using lost = await lostPhone();
    const { site, annaId } = lost;
    const owner = await lost.loggedIn();
    const visitor = await lost.start();
    const running = await textOf(visitor.get(PAGE));
    assert.match(running, sentence(accountRecovery.running.title));
    recoveryLinkIn(await site.mailTo(ANNA.username), "stop");
    for (const path of ["/", "/private", "/nowhere"]) {
      const html = await textOf(owner.get(path));
      assert.match(html, sentence(accountRecovery.banner.stop));
    }
    await lost.wait(71);
    assert.match((await site.mailTo(ANNA.username)).text, /still trying/);
    await lost.wait(3);
    const link = await finishLink(lost);
    await scan(site, link);
    const browser = site.visitor();
    const opened = await browser.get(link);
    assertKeptSecret(opened, tokenIn(link));
    const fields = { token: tokenIn(link), password: NEW };
    const answer = await browser.post(`${PAGE}/finish`, fields);
    assert.equal(await statusOf(answer), 303);
    assert.equal(answer.headers.get("location"), "/account");
    assert.match(
      await textOf(browser.get("/account")),
      sentence(messages.account.notices.account_recovered),
    );
    assert.equal(await statusOf(owner.get("/private")), 303, "logged out");
    const again = site.visitor();
    await again.logIn({ username: ANNA.username, password: NEW });
    assert.equal(await statusOf(again.get("/private")), 200);
    assert.equal(
      await statusOf(browser.post(`${PAGE}/finish`, fields)),
      410,
      "used",
    );
    const kinds = await kindsAt(site, ANNA.username);
    assert.ok(kinds.includes("recovery_started"));
    assert.ok(kinds.includes("recovery_completed"));
    const { credentialEpoch } = await userAt(site, ANNA.username);
    assert.equal(credentialEpoch, 1);
    assert.ok(annaId);
  },
);

testApp("keeps the password if the person still knows it", async () => {
  await using lost = await lostPhone();
  const { site } = lost;
  await lost.start();
  await lost.wait(74);
  const token = tokenIn(await finishLink(lost));
  const browser = site.visitor();
  const answer = browser.post(`${PAGE}/finish`, { token, keep: "yes" });
  assert.equal(await statusOf(answer), 303);
  assert.equal(await statusOf(browser.get("/private")), 200);
  await site.visitor().logIn(ANNA);
});

testApp(
  "an invalid password changes nothing, and the link still works",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    await lost.start();
    await lost.wait(74);
    const token = tokenIn(await finishLink(lost));
    const browser = site.visitor();
    const short = { token, password: "short" };
    assert.equal(await statusOf(browser.post(`${PAGE}/finish`, short)), 422);
    const fine = { token, password: NEW };
    assert.equal(await statusOf(browser.post(`${PAGE}/finish`, fine)), 303);
  },
);

testApp("factors keep working until the person is back", async () => {
  await using lost = await lostPhone();
  await lost.start();
  await lost.wait(74);
  const visitor = await lost.pastPassword();
  const html = await textOf(visitor.get(PAGE));
  assert.match(html, sentence(accountRecovery.ready.title));
  assert.equal(await statusOf(visitor.get("/private")), 303);
});

testApp("emails the finishing link again, a few times", async () => {
  await using lost = await lostPhone();
  const { site } = lost;
  await lost.start();
  await lost.wait(74);
  const visitor = await lost.pastPassword();
  const before = site.mails.messages().length;
  const statuses: number[] = [];
  for (let times = 0; times < 4; times++) {
    statuses.push(await statusOf(visitor.post(PAGE, {})));
  }
  assert.deepEqual(statuses, [303, 303, 303, 429]);
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, before + 3);
  const token = tokenIn(await finishLink(lost));
  const fields = { token, keep: "yes" };
  assert.equal(
    await statusOf(site.visitor().post(`${PAGE}/finish`, fields)),
    303,
  );
});

testApp("starting again neither shortens nor renews the wait", async () => {
  await using lost = await lostPhone();
  const { site } = lost;
  await lost.start();
  await lost.wait(30);
  const before = site.mails.messages().length;
  await lost.start();
  assert.equal(site.mails.messages().length, before);
  await lost.wait(44);
  await finishLink(lost);
});

testApp("20 starts at once begin one recovery", async () => {
  await using lost = await lostPhone();
  const { site } = lost;
  const visitor = await lost.pastPassword();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => statusOf(visitor.post(PAGE, {}))),
  );
  assert.deepEqual(
    new Set(answers.filter((status) => status !== 429)),
    new Set([303]),
  );
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 1);
});

testApp(
  "works for an account whose first step is an emailed link for the password",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    await site.visitor().post("/auth/recover", { address: ANNA.username });
    const { text } = await site.mailTo(ANNA.username);
    const [link] = /\/auth\/recover\/new\S+/.exec(text) ?? [];
    const visitor = site.visitor();
    const fields = { token: tokenIn(link ?? ""), password: NEW };
    const answer = await visitor.post("/auth/recover/new", fields);
    assert.match(
      answer.headers.get("location") ?? "",
      /^\/auth\/second-factor/,
    );
    assert.equal(await statusOf(visitor.post(PAGE, {})), 303);
    assert.match(
      await textOf(visitor.get(PAGE)),
      sentence(accountRecovery.running.title),
    );
  },
);

testApp("resetting the password by email doesn't stop a recovery", async () => {
  await using lost = await lostPhone();
  const { site } = lost;
  await lost.start();
  await site.visitor().post("/auth/recover", { address: ANNA.username });
  const { text } = await site.mailTo(ANNA.username);
  const [link] = /\/auth\/recover\/new\S+/.exec(text) ?? [];
  const fields = { token: tokenIn(link ?? ""), password: NEW };
  await statusOf(site.visitor().post("/auth/recover/new", fields));
  await lost.wait(74);
  await finishLink(lost);
});

testApp(
  "says in the page's language what happens, in each language of the site",
  async () => {
    for (const language of SITE.languages) {
      await using lost = await lostPhone();
      const { services } = lost.site;
      await services.store.users.update(lost.annaId, {
        language: language.code,
      });
      const visitor = await lost.pastPassword();
      await statusOf(
        visitor.post("/preferences", { language: language.code, back: "/" }),
      );
      const { accountRecovery } = language.messages;
      assert.match(
        await textOf(visitor.get(PAGE)),
        sentence(accountRecovery.title),
      );
      await statusOf(visitor.post(PAGE, {}));
      await services.mail.settled();
      const { subject } = await lost.site.mailTo(ANNA.username);
      assert.equal(
        subject,
        language.messages.mails.accountRecovery.started.subject,
      );
      const html = await textOf(visitor.get(PAGE));
      assert.match(html, sentence(accountRecovery.running.title));
      assert.ok(hiddenInputs(html));
      lost.site.clock.advance(MINUTE);
    }
  },
);
