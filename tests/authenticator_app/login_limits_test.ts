/** Limits on guessing the codes of an app. */
import assert from "node:assert/strict";
import { messages } from "../pages.ts";
import { ANNA, type Visitor } from "../site.ts";
import { MINUTE, statusOf } from "../routes/own_account.ts";
import { enter, toSecondStep } from "../second_factor/authenticator.ts";
import { atSecondStep } from "../second_factor/second_step.ts";

/** Enters wrong codes until the answer has another status than 422. */
async function guess(visitor: Visitor): Promise<Response> {
  for (let time = 0; time < 30; time++) {
    const response = await enter(visitor, "000000");
    if (response.status !== 422) return response;
    await response.body?.cancel();
  }
  throw new Error("the attempts are not limited");
}

Deno.test("limits attempts over all browsers, tells when to try again, and emails the owner once", async () => {
  await using step = await atSecondStep();
  const { site, app, visitor } = step;
  const limited = await guess(visitor);
  assert.equal(limited.status, 429);
  assert.match(limited.headers.get("retry-after")!, /^[1-9]\d*$/);
  assert.match(await limited.text(), /Too many attempts/);
  const other = site.visitor();
  await toSecondStep(other, ANNA);
  const right = await enter(other, app.code());
  assert.equal(await statusOf(right), 429, "even the right code");
  await site.services.mail.settled();
  const told = site.mails.messages()
    .filter(({ subject }) => subject === messages.mails.factorAttempts.subject);
  assert.equal(told.length, 1);
  site.clock.advance(16 * MINUTE);
  await toSecondStep(other, ANNA);
  assert.equal(await statusOf(enter(other, app.code())), 303);
});

Deno.test("a known device has attempts of its own", async () => {
  await using step = await atSecondStep();
  const { site, app, visitor: anna } = step;
  assert.equal(await statusOf(enter(anna, app.code())), 303);
  await statusOf(anna.post("/auth/logout", {}));
  site.clock.advance(MINUTE);
  const thief = site.visitor();
  await toSecondStep(thief, ANNA);
  assert.equal(await statusOf(guess(thief)), 429);
  await toSecondStep(anna, ANNA);
  assert.equal(await statusOf(enter(anna, app.code())), 303);
});
