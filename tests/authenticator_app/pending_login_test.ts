/** What ends a login that waits for a code, and what it withstands. */
import assert from "node:assert/strict";
import { testIn } from "../i18n/test_in.ts";
import { ANNA, BERT, type Site } from "../site.ts";
import { isLoggedIn } from "../routes/account_password.ts";
import { press } from "../routes/footer_buttons.ts";
import { recoveryLink } from "../routes/mailed_link.ts";
import {
  DAY,
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "../routes/own_account.ts";
import {
  APP,
  enter,
  setUpApp,
  STEP_MS,
  toSecondStep,
} from "../second_factor/authenticator.ts";
import {
  assertOver,
  atSecondStep,
  PAGE,
} from "../second_factor/second_step.ts";

Deno.test("is over after ten minutes", async () => {
  await using step = await atSecondStep();
  const { site, app, visitor, path } = step;
  site.clock.advance(10 * MINUTE - 1);
  assert.equal(await statusOf(visitor.get(path)), 200);
  site.clock.advance(1);
  await assertOver(visitor, await visitor.get(path));
  await assertOver(visitor, await enter(visitor, app.code()));
});

Deno.test("is over when the clock was far ahead as it began", async () => {
  await using step = await atSecondStep();
  const { site, app, visitor } = step;
  site.clock.advance(-DAY);
  await assertOver(visitor, await enter(visitor, app.code()));
});

const ENDINGS: Readonly<Record<string, (site: Site) => Promise<unknown>>> = {
  async "the password was changed"(site) {
    const token = tokenIn(await recoveryLink(site));
    const form = { token, password: "tractor moonlight" };
    return await statusOf(site.visitor().post("/auth/recover/new", form));
  },
  async "the account was disabled"(site) {
    const { id } = await userAt(site, ANNA.username);
    return await site.services.store.users.update(id, { disabled: true });
  },
  async "all sessions were ended"(site) {
    const { id } = await userAt(site, ANNA.username);
    return await site.services.store.sessions.endAll(id);
  },
  async "the account was deleted"(site) {
    const { id } = await userAt(site, ANNA.username);
    return await site.services.store.users.remove(id);
  },
};

for (const [what, end] of Object.entries(ENDINGS)) {
  Deno.test(`is over once ${what}`, async () => {
    await using step = await atSecondStep();
    const { site, app, visitor, path } = step;
    await end(site);
    await assertOver(visitor, await visitor.get(path));
    await assertOver(visitor, await enter(visitor, app.code()));
  });
}

Deno.test("a code of another account doesn't complete the login", async () => {
  await using step = await atSecondStep();
  const { site, app, visitor } = step;
  const berts = await setUpApp(site, (await userAt(site, BERT.username)).id);
  site.clock.advance(2 * STEP_MS);
  assert.equal(await statusOf(enter(visitor, berts.code())), 422);
  const bert = site.visitor();
  await toSecondStep(bert, BERT);
  assert.equal(await statusOf(enter(bert, app.code())), 422);
  assert.equal(await statusOf(enter(bert, berts.code())), 303);
});

Deno.test("hostile cookies lead to the login page", async () => {
  await using step = await atSecondStep();
  const { site, app } = step;
  for (const value of ["", "x", "x".repeat(43), "%00", "é".repeat(43)]) {
    const visitor = site.visitor();
    visitor.cookies.set("pending_login", encodeURIComponent(value));
    await assertOver(visitor, await visitor.get(PAGE));
    await assertOver(visitor, await enter(visitor, app.code()));
  }
  const token = tokenIn(await recoveryLink(site));
  const visitor = site.visitor();
  visitor.cookies.set("pending_login", token);
  await assertOver(visitor, await enter(visitor, app.code()));
});

Deno.test("does nothing for another site's form", async () => {
  await using step = await atSecondStep();
  const { app, visitor } = step;
  const fields = { factor: APP, proof: app.code() };
  const headers = {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  };
  assert.equal(await statusOf(visitor.post(PAGE, fields, headers)), 403);
  assert.equal(await isLoggedIn(visitor), false);
  assert.equal(await statusOf(visitor.post(PAGE, fields)), 303);
});

Deno.test("the back button shows no session, and the form then begins again", async () => {
  await using step = await atSecondStep();
  const { site, app, visitor, path } = step;
  assert.equal(await statusOf(enter(visitor, app.code())), 303);
  site.clock.advance(2 * STEP_MS);
  const back = await visitor.get(path);
  assert.equal(back.status, 303);
  assert.match(back.headers.get("location")!, /^\/auth\/login/);
  const again = await enter(visitor, app.code());
  assert.match(again.headers.get("location")!, /^\/auth\/login/);
  assert.ok(await isLoggedIn(visitor), "the session goes on");
});

testIn(
  ["de"],
  "keeps the page when the language is switched after a mistake",
  async () => {
    await using step = await atSecondStep();
    const { app, visitor, path } = step;
    const wrong = await textOf(visitor.post(path, { factor: APP, proof: "1" }));
    assert.ok(!/name="shown_again" value="[^"]*proof/.test(wrong));
    const html = await press(visitor, wrong, { language: "de" });
    assert.match(html, /Authenticator-App/);
    assert.equal(await statusOf(enter(visitor, app.code())), 303);
  },
);
