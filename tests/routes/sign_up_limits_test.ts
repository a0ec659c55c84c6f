import assert from "node:assert/strict";
import { createPasswordHasher, HasherBusy } from "@latchkey/core/testing";
import { CLARA, messages, sentence } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { recoveryLink, tokenIn } from "./mailed_link.ts";

Deno.test("limits sign-ups per client across addresses and keeps what was typed", async () => {
  await using site = await openSite();
  const ask = (who: number) =>
    site.visitor().post("/auth/signup", {
      ...CLARA,
      address: `c${who}@example.com`,
    });
  for (let who = 0; who < 20; who++) {
    assert.equal((await ask(who)).status, 200);
  }
  const refused = await ask(20);
  const html = await refused.text();
  assert.equal(refused.status, 429);
  assert.match(html, sentence(messages.wait.attempts));
  assert.ok(html.includes('value="c20@example.com"'));
  const seconds = Number(refused.headers.get("retry-after"));
  site.clock.advance(seconds * 1000);
  assert.equal((await ask(20)).status, 200);
});

Deno.test("answers repeated sign-ups alike whether the address has an account or not", async () => {
  await using site = await openSite();
  for (const address of [ANNA.username, CLARA.address]) {
    for (let time = 0; time < 10; time++) {
      const sent = { ...CLARA, address };
      const response = await site.visitor().post("/auth/signup", sent);
      assert.equal(response.status, 200);
      assert.match(await response.text(), sentence(messages.mailed.code));
    }
  }
});

Deno.test("asks the user to try again when the hash queue is full, and keeps what was typed", async () => {
  const passwords = createPasswordHasher({ cost: 4 });
  let busy = false;
  const enter: typeof passwords.enter = (...lane) => {
    if (busy) throw new HasherBusy(3);
    return passwords.enter(...lane);
  };
  await using site = await openSite({ passwords: { ...passwords, enter } });

  busy = true;
  const refused = await site.visitor().post("/auth/signup", CLARA);
  const html = await refused.text();
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get("retry-after"), "3");
  assert.match(html, sentence(messages.wait.busy));
  assert.match(html, /name="name"[^>]*value="Clara Schumann"/);
  const token = tokenIn(await recoveryLink(site));
  const fields = { token, password: CLARA.password };
  const late = await site.visitor().post("/auth/recover/new", fields);
  assert.equal(late.status, 503);

  busy = false;
  const again = await site.visitor().post("/auth/recover/new", fields);
  assert.equal(again.status, 303);
  assert.equal((await site.visitor().post("/auth/signup", CLARA)).status, 200);
});
