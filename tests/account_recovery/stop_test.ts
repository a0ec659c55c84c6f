/** The owner of an account stops a recovery, with one press and without a password. */
import assert from "node:assert/strict";
import { accountRecovery as feature } from "@latchkey/core/features";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, secureAccountLinkIn } from "../site.ts";
import { testApp } from "../site_features.ts";
import {
  kindsAt,
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
} from "../routes/own_account.ts";
import { openAndPress, scan } from "../routes/mailed_link.ts";
import {
  finishLink,
  type LostPhone,
  lostPhone,
  PAGE,
  recoveryLinkIn,
} from "./lost_phone.ts";

const { accountRecovery } = messages;

async function isRunning({ site, annaId }: LostPhone): Promise<boolean> {
  return await site.services.use(feature).running(annaId) !== null;
}

async function stopLink({ site }: LostPhone): Promise<string> {
  return recoveryLinkIn(await site.mailTo(ANNA.username), "stop");
}

testApp(
  "the link in the email stops it without a login, but never by opening it",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    await lost.start();
    const link = await stopLink(lost);
    await scan(site, link);
    assert.ok(await isRunning(lost));
    const stranger = site.visitor();
    const answer = await openAndPress(stranger, link);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get("location"), `${PAGE}/stopped`);
    assert.match(
      await textOf(stranger.get(`${PAGE}/stopped`)),
      sentence(accountRecovery.stopped.title),
    );
    assert.equal(await isRunning(lost), false);
    assert.equal(await statusOf(stranger.get(link)), 410);
    assert.ok(
      (await kindsAt(site, ANNA.username)).includes("recovery_cancelled"),
    );
  },
);

testApp(
  "the banner's button stops it in any session, long after the login",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    const owner = await lost.loggedIn();
    site.clock.advance(20 * MINUTE);
    await lost.start();
    const html = await textOf(owner.get("/private"));
    assert.match(html, /action="\/auth\/account-recovery\/stop"/);
    assert.equal(await statusOf(owner.post(`${PAGE}/stop`, {})), 303);
    assert.equal(await isRunning(lost), false);
    assert.doesNotMatch(
      await textOf(owner.get("/private")),
      sentence(accountRecovery.banner.stop),
    );
  },
);

testApp("other people's sessions neither see nor stop it", async () => {
  await using lost = await lostPhone();
  const bert = lost.site.visitor();
  await bert.logIn(BERT);
  await lost.start();
  assert.doesNotMatch(
    await textOf(bert.get("/private")),
    sentence(accountRecovery.banner.stop),
  );
  for (const visitor of [bert, lost.site.visitor()]) {
    assert.equal(await statusOf(visitor.post(`${PAGE}/stop`, {})), 410);
  }
  assert.ok(await isRunning(lost));
});

testApp("a page of another site can't stop it", async () => {
  await using lost = await lostPhone();
  const owner = await lost.loggedIn();
  await lost.start();
  const answer = owner.post(`${PAGE}/stop`, {}, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(await statusOf(answer), 403);
  assert.ok(await isRunning(lost));
});

testApp("a login with a code stops it", async () => {
  await using lost = await lostPhone();
  await lost.start();
  await lost.loggedIn();
  assert.equal(await isRunning(lost), false);
});

testApp("a password alone doesn't stop it", async () => {
  await using lost = await lostPhone();
  await lost.start();
  await lost.pastPassword();
  assert.ok(await isRunning(lost));
});

testApp("“This wasn't me” stops it", async () => {
  await using lost = await lostPhone();
  const { site } = lost;
  await lost.loggedIn();
  await lost.loggedIn(); // On a device that the account doesn't know.
  const link = secureAccountLinkIn(await site.mailTo(ANNA.username));
  await lost.start();
  const token = tokenIn(link);
  await statusOf(site.visitor().post("/auth/secure-account", { token }));
  assert.equal(await isRunning(lost), false);
});

testApp("changing the password or deleting the account stops it", async () => {
  for (const path of ["password", "delete"]) {
    await using lost = await lostPhone();
    const owner = await lost.loggedIn();
    await lost.start();
    const fields: Record<string, string> = path === "password"
      ? { present: ANNA.password, password: "tractor moonlight" }
      : { password: ANNA.password };
    await statusOf(owner.post(`/account/${path}`, fields));
    assert.equal(await isRunning(lost), false, path);
  }
});

testApp("disabling the account stops it", async () => {
  await using lost = await lostPhone();
  await lost.start();
  await lost.wait(74);
  const link = await finishLink(lost);
  const { users } = lost.site.services.store;
  await users.secure(lost.annaId, { disabled: true });
  assert.equal(await statusOf(lost.site.visitor().get(link)), 410);
  await lost.wait(0.5);
  assert.equal(await isRunning(lost), false);
});

testApp(
  "it can be stopped until the very end, and then its link is dead",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    await lost.start();
    await lost.wait(74);
    const { text } = await site.mailTo(ANNA.username);
    const [finish, stop] = [
      recoveryLinkIn({ text }, "finish"),
      recoveryLinkIn({ text }, "stop"),
    ];
    await openAndPress(site.visitor(), stop);
    const fields = { token: tokenIn(finish), keep: "yes" };
    assert.equal(
      await statusOf(site.visitor().post(`${PAGE}/finish`, fields)),
      410,
    );
  },
);

testApp("20 stops against 20 completions: one wins", async () => {
  await using lost = await lostPhone();
  const { site } = lost;
  await lost.start();
  await lost.wait(74);
  const { text } = await site.mailTo(ANNA.username);
  const stop = { token: tokenIn(recoveryLinkIn({ text }, "stop")) };
  const finish = {
    token: tokenIn(recoveryLinkIn({ text }, "finish")),
    keep: "yes",
  };
  const statuses = await Promise.all(
    Array.from({ length: 20 }, () => [
      statusOf(site.visitor().post(`${PAGE}/stop`, stop)),
      statusOf(site.visitor().post(`${PAGE}/finish`, finish)),
    ]).flat(),
  );
  assert.equal(statuses.filter((status) => status === 303).length, 1);
  assert.equal(statuses.filter((status) => status === 410).length, 39);
});

testApp(
  "after a stop the next one has to wait, and says until when",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    await lost.start();
    await openAndPress(site.visitor(), await stopLink(lost));
    const before = site.mails.messages().length;
    const visitor = await lost.start();
    await site.services.mail.settled();
    assert.ok(site.mails.messages().length <= before + 1);
    assert.equal(await isRunning(lost), false);
    assert.match(
      await textOf(visitor.get(PAGE)),
      sentence(accountRecovery.paused.title),
    );
    site.clock.advance(24 * 60 * MINUTE);
    await lost.start();
    assert.ok(await isRunning(lost));
  },
);
