/** What a thief gains from a recovery, by what they have stolen. */
import assert from "node:assert/strict";
import { accountRecovery as feature } from "@latchkey/core/features";
import { messages, sentence } from "../pages.ts";
import { ANNA } from "../site.ts";
import { testApp } from "../site_features.ts";
import { MINUTE, statusOf, textOf, tokenIn } from "../routes/own_account.ts";
import {
  finishLink,
  type LostPhone,
  lostPhone,
  PAGE,
  recoveryLinkIn,
} from "./lost_phone.ts";

const DAY = 24 * 60 * MINUTE;
const MOVED = "moved@example.com";

testApp(
  "with the password alone, a thief can start a recovery but sees no link that finishes it",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    const thief = await lost.start();
    await lost.wait(74);
    const visitor = await lost.pastPassword();
    for (const browser of [thief, visitor]) {
      for (const path of [PAGE, "/auth/second-factor", `${PAGE}/finish`]) {
        const html = await textOf(browser.get(path));
        assert.doesNotMatch(html, /finish\?token=/);
      }
      for (const token of ["", "x".repeat(43)]) {
        const fields = { token, keep: "yes" };
        assert.equal(
          await statusOf(browser.post(`${PAGE}/finish`, fields)),
          410,
        );
      }
      assert.equal(await statusOf(browser.get("/private")), 303);
    }
    assert.equal(site.mails.messages()[0].to, ANNA.username);
  },
);

testApp(
  "the link that stops a recovery can't finish it, nor the other way round",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    await lost.start();
    await lost.wait(74);
    const { text } = await site.mailTo(ANNA.username);
    const stop = tokenIn(recoveryLinkIn({ text }, "stop"));
    const finish = tokenIn(recoveryLinkIn({ text }, "finish"));
    const visitor = site.visitor();
    const wrong = [
      visitor.post(`${PAGE}/finish`, { token: stop, keep: "yes" }),
      visitor.post(`${PAGE}/stop`, { token: finish }),
    ];
    for (const answer of wrong) assert.equal(await statusOf(answer), 410);
    assert.ok(await site.services.use(feature).running(lost.annaId));
  },
);

/** Anna's address was changed, and her former one is still reserved. */
async function moved({ site: { services }, annaId }: LostPhone, to: string) {
  const { store, now } = services;
  const user = await store.users.byId(annaId);
  assert.ok(user);
  await store.users.changeAddress(annaId, {
    from: user.addressKey,
    credentialEpoch: user.credentialEpoch,
    address: to,
    addressKey: to,
    verifiedAt: now(),
    keepFormerUntil: now() + 7 * DAY,
  });
}

testApp(
  "with the password and the mailbox, a thief still waits while sessions and former addresses are told",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    const owner = await lost.loggedIn();
    await moved(lost, MOVED);
    const thief = site.visitor();
    await statusOf(thief.post("/auth/login", { ...ANNA, username: MOVED }));
    await statusOf(thief.post(PAGE, {}));
    const told = await site.mailTo(ANNA.username);
    assert.doesNotMatch(told.text + told.html, /moved@/);
    assert.match(
      await textOf(owner.get("/")),
      sentence(messages.accountRecovery.banner.stop),
    );
    await lost.wait(71);
    const again = await site.mailTo(ANNA.username);
    assert.notEqual(again.subject, told.subject);
    await lost.wait(3);
    recoveryLinkIn(await site.mailTo(MOVED), "finish");
    assert.equal((await site.mailTo(ANNA.username)).subject, again.subject);
    assert.equal(await statusOf(owner.post(`${PAGE}/stop`, {})), 303);
  },
);

testApp(
  "a former address stops a recovery, and isn't told the new one",
  async () => {
    await using lost = await lostPhone();
    const { site, annaId } = lost;
    await moved(lost, MOVED);
    const thief = site.visitor();
    await statusOf(thief.post("/auth/login", { ...ANNA, username: MOVED }));
    await statusOf(thief.post(PAGE, {}));
    const link = recoveryLinkIn(await site.mailTo(ANNA.username), "stop");
    assert.doesNotMatch(await textOf(site.visitor().get(link)), /moved@/);
    const stop = { token: tokenIn(link) };
    const answer = site.visitor().post(`${PAGE}/stop`, stop);
    assert.equal(await statusOf(answer), 303);
    assert.equal(await site.services.use(feature).running(annaId), null);
  },
);

testApp(
  "a thief who keeps starting recoveries troubles the owner ever less",
  async () => {
    await using lost = await lostPhone();
    const { site, annaId } = lost;
    const recoveries = site.services.use(feature);
    let started = 0;
    for (let day = 0; day < 60; day++) {
      await lost.start();
      const isRunning = await recoveries.running(annaId) !== null;
      if (isRunning) {
        started++;
        await recoveries.cancel(annaId, { by: "link", client: null });
      }
      site.clock.advance(DAY);
    }
    assert.ok(started <= 6, `${started} in 60 days`);
  },
);

testApp("a stolen session neither starts nor finishes a recovery", async () => {
  await using lost = await lostPhone();
  const { site } = lost;
  const session = await lost.loggedIn();
  assert.equal(await statusOf(session.post(PAGE, {})), 303);
  assert.equal(await site.services.use(feature).running(lost.annaId), null);
  await lost.start();
  await lost.wait(74);
  const html = await textOf(session.get("/account"));
  assert.doesNotMatch(html, /finish\?token=/);
  const token = tokenIn(await finishLink(lost));
  assert.ok(!html.includes(token));
});
