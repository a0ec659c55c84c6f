/** What a finished recovery removes, and how an owner who did not want it undoes it. */
import assert from "node:assert/strict";
import {
  accountRecovery as feature,
  authenticatorApp,
  recoveryCodes,
} from "@latchkey/core/features";
import { ANNA, secureAccountLinkIn } from "../site.ts";
import { testApp } from "../site_features.ts";
import { kindsAt, MINUTE, statusOf, tokenIn } from "../routes/own_account.ts";
import { finishLink, type LostPhone, lostPhone, PAGE } from "./lost_phone.ts";

/** Finishes a recovery with the password that Anna knows. */
async function finish(lost: LostPhone) {
  await lost.start();
  await lost.wait(74);
  const visitor = lost.site.visitor();
  const fields = { token: tokenIn(await finishLink(lost)), keep: "yes" };
  assert.equal(await statusOf(visitor.post(`${PAGE}/finish`, fields)), 303);
  await lost.site.services.mail.settled();
  return visitor;
}

/** How many apps and codes Anna has. */
async function factorsOf({ site: { services }, annaId }: LostPhone) {
  return [
    (await services.use(authenticatorApp).list(annaId)).length,
    (await services.use(recoveryCodes).left(annaId)).left,
  ];
}

testApp(
  "removes every factor, and ends trust in browsers and known devices",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    const { use } = site.services;
    await use(recoveryCodes).replace(lost.annaId);
    assert.deepEqual(await factorsOf(lost), [1, 10]);
    site.clock.advance(MINUTE);
    const trusted = await lost.pastPassword();
    const fields = {
      factor: "authenticator_app",
      proof: lost.app.code(),
      trust: "yes",
    };
    await statusOf(trusted.post("/auth/second-factor", fields));
    await finish(lost);
    assert.deepEqual(await factorsOf(lost), [0, 0]);
    assert.equal(await statusOf(trusted.get("/private")), 303);
    const { store } = site.services;
    assert.equal((await store.users.byId(lost.annaId))?.credentialEpoch, 1);
  },
);

testApp(
  "the email about it restores the factors, for an owner who didn't want it",
  async () => {
    await using lost = await lostPhone();
    const { site } = lost;
    const thief = await finish(lost);
    const mail = await site.mailTo(ANNA.username);
    const token = tokenIn(secureAccountLinkIn(mail));
    const owner = site.visitor();
    assert.equal(
      await statusOf(owner.post("/auth/secure-account", { token })),
      303,
    );
    assert.deepEqual((await factorsOf(lost))[0], 1);
    assert.equal(await statusOf(thief.get("/private")), 303);
    const kinds = await kindsAt(site, ANNA.username);
    assert.ok(kinds.includes("recovery_completed"));
  },
);

testApp("an operator's reset of the factors ends a recovery", async () => {
  await using lost = await lostPhone();
  const { services } = lost.site;
  await lost.start();
  await services.use(authenticatorApp).removeAll(lost.annaId);
  await lost.wait(0.5);
  assert.equal(await services.use(feature).running(lost.annaId), null);
});

testApp(
  "where a second factor is required, the next pages lead to setting one up",
  async () => {
    await using lost = await lostPhone({
      settings: {
        requireSecondFactor: ["everyone"],
        secondFactorGraceSeconds: 0,
      },
    });
    const visitor = await finish(lost);
    const answer = await visitor.get("/private");
    await answer.body?.cancel();
    assert.equal(answer.status, 303);
    assert.match(answer.headers.get("location") ?? "", /^\/account(?:\/|$)/);
  },
);
