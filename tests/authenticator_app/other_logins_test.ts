/** Codes after other ways to log in. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { ANNA, type Site } from "../site.ts";
import { isLoggedIn } from "../routes/account_password.ts";
import { loginLink } from "../routes/mailed_link.ts";
import {
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "../routes/own_account.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";
import {
  APP,
  type App,
  enter,
  toSecondStep,
} from "../second_factor/authenticator.ts";
import { atSecondStep } from "../second_factor/second_step.ts";

const { problems } = messages;

Deno.test("/token refuses the password alone with an OAuth error that says what to use", async () => {
  await using step = await atSecondStep();
  const { site } = step;
  const response = await site.fetch("/token", {
    method: "POST",
    body: new URLSearchParams({ grant_type: "password", ...ANNA }),
  });
  assert.equal(response.status, 400);
  const answer = await response.json();
  assert.equal(answer.error, "invalid_grant");
  assert.match(answer.error_description, /second factor/i);
  assert.equal(response.headers.get("cache-control"), "no-store");
  const wrong = await site.fetch("/token", {
    method: "POST",
    body: new URLSearchParams({ ...ANNA, password: "wrong" }),
  });
  assert.notEqual(
    (await wrong.json()).error_description,
    answer.error_description,
    "a wrong password reveals nothing about factors",
  );
  const { id } = await userAt(site, ANNA.username);
  assert.deepEqual(await site.services.store.sessions.listOf(id), []);
});

/** Anna, whose session ended as she sends a form, and the page that then asks for her login. */
async function sentLate(site: Site, app: App, name: string) {
  const visitor = site.visitor();
  await toSecondStep(visitor, ANNA);
  await statusOf(enter(visitor, app.code()));
  site.clock.advance(31 * MINUTE);
  const turned = await visitor.post("/account/name", { name });
  const again = turned.headers.get("location")!;
  const asked = await textOf(visitor.post(again, { name }));
  const form_replay = replayIn(asked);
  const factorAsked = await visitor.post(again, { ...ANNA, form_replay });
  const html = await factorAsked.text();
  assert.match(html, /name="proof"/);
  return { visitor, again, form_replay: replayIn(html) };
}

function replayIn(html: string): string {
  const [, replay] = /name="form_replay" value="([^"]*)"/.exec(html) ?? [];
  return replay.replaceAll("&quot;", '"');
}

for (const [size, name] of [["short", "Anna A."], ["long", "x".repeat(2000)]]) {
  Deno.test(`a ${size} form that was sent after the session's end survives the second step`, async () => {
    await using step = await atSecondStep();
    const { site, app } = step;
    const { visitor, again, form_replay } = await sentLate(site, app, name);
    const wrong = await visitor.post(again, {
      form_replay,
      factor: APP,
      proof: "000000",
    });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), sentence(problems.proofWrong));
    const answer = await visitor.post(again, {
      form_replay,
      factor: APP,
      proof: app.code(),
    });
    const html = size === "short"
      ? await textOf(visitor.get(answer.headers.get("location")!))
      : await answer.text();
    assert.ok(html.includes(`name="name" value="${name}"`));
    assert.ok(await isLoggedIn(visitor));
  });
}

if (HAS_LOGIN_LINK) {
  Deno.test("a login link leads to the second step too", async () => {
    await using step = await atSecondStep();
    const { site, app } = step;
    const visitor = site.visitor();
    const token = tokenIn(await loginLink(site, visitor));
    const opened = await visitor.post("/auth/link/open", { token });
    assert.match(opened.headers.get("location")!, /^\/auth\/second-factor/);
    assert.equal(await isLoggedIn(visitor), false);
    assert.equal(await statusOf(enter(visitor, app.code())), 303);
    assert.ok(await isLoggedIn(visitor));
  });
}
