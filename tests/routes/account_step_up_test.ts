/** The password that some pages of the account ask for again. */
import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT } from "../site.ts";
import { loggedInSite } from "./account_password.ts";
import {
  hiddenInputs,
  kindsAt,
  MINUTE,
  statusOf,
  textOf,
} from "./own_account.ts";

const PAGE = "/account/address";
const NEW = "anna@new.example";

Deno.test("within ten minutes of logging in nothing is asked, after them the password is", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(10 * MINUTE - 1);
  for (const path of [PAGE, "/account/export"]) {
    assert.doesNotMatch(
      await textOf(visitor.get(path)),
      sentence(messages.stepUp.title),
    );
  }
  site.clock.advance(1);
  for (const path of [PAGE, "/account/export"]) {
    const response = await visitor.get(path);
    assert.equal(response.status, 200);
    const html = await response.text();
    assert.ok(html.includes(`<h1>${messages.stepUp.title}</h1>`));
    assert.ok(html.includes(`<title>${messages.stepUp.title}`));
    assert.match(html, /name="step_up_password"[^>]*type="password"/);
    assert.match(html, /name="step_up_password"[^>]*autofocus/);
    assert.match(html, /autocomplete="username"[^>]*value="Anna@example\.com"/);
    assert.match(html, /href="\/auth\/recover"/);
    assert.doesNotMatch(html, /<script/);
  }
});

Deno.test("other pages of the account never ask", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(20 * MINUTE);
  for (
    const path of [
      "",
      "/name",
      "/sessions",
      "/activity",
      "/password",
      "/delete",
    ]
  ) {
    const html = await textOf(visitor.get(`/account${path}`));
    assert.doesNotMatch(html, sentence(messages.stepUp.title));
  }
});

Deno.test("the right password leads to the page that was asked for, and is good for ten minutes", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const asked = hiddenInputs(await textOf(visitor.get(PAGE)));
  const entered = await visitor.post(PAGE, {
    ...asked,
    step_up_password: ANNA.password,
  });
  assert.equal(entered.status, 303);
  assert.equal(entered.headers.get("location"), PAGE);
  assert.match(await textOf(visitor.get(PAGE)), /name="address"/);
  site.clock.advance(10 * MINUTE - 1);
  assert.match(await textOf(visitor.get(PAGE)), /name="address"/);
  site.clock.advance(1);
  assert.match(
    await textOf(visitor.get(PAGE)),
    sentence(messages.stepUp.title),
  );
});

Deno.test("a form that was filled in slowly goes on after the password, with what was typed", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const late = await visitor.post(PAGE, { address: NEW });
  assert.equal(late.status, 403);
  const asked = hiddenInputs(await late.text());
  assert.equal(asked.address, NEW);

  const wrong = await visitor.post(PAGE, {
    ...asked,
    step_up_password: "a wrong guess",
  });
  assert.equal(wrong.status, 403);
  const html = await wrong.text();
  assert.match(html, sentence(messages.problems.ownPasswordWrong));
  assert.doesNotMatch(html, /a wrong guess/);
  assert.deepEqual(hiddenInputs(html), asked, "what was typed is still there");
  assert.deepEqual(site.mails.messages(), []);

  const right = await visitor.post(PAGE, {
    ...hiddenInputs(html),
    step_up_password: ANNA.password,
  });
  assert.equal(right.status, 200);
  assert.match(
    await right.text(),
    sentence(format(messages.newAddress.sent, { address: `<b>${NEW}</b>` })),
  );
  assert.ok(await site.mailTo(NEW));
});

Deno.test("what was typed is text on the page that asks", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const address = '"><script>alert(1)</script>';
  const html = await textOf(visitor.post(PAGE, { address }));
  assert.match(html, /name="address" value="&quot;(?:>|&gt;)&lt;script/);
  assert.doesNotMatch(html, /<script>/);
});

Deno.test("what goes along with the password is shown, since somebody else may have sent it", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const sent = await textOf(visitor.post(PAGE, { address: NEW, other: "" }));
  assert.match(sent, /<ul><li[^>]*><bdi>anna@new\.example</);
  assert.doesNotMatch(await textOf(visitor.get(PAGE)), /<ul>/);
});

Deno.test("guesses come out of the tries of this browser, and a stolen session buys no more", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const thief = site.visitor();
  for (const [name, value] of visitor.cookies) thief.cookies.set(name, value);
  const guess = { address: NEW, step_up_password: "a guess" };
  const statuses = [];
  for (let tries = 0; tries < 12; tries++) {
    statuses.push(await statusOf(thief.post(PAGE, guess)));
  }
  assert.deepEqual(statuses, [...Array(10).fill(403), 429, 429]);
  const html = await textOf(thief.post(PAGE, guess));
  assert.match(html, sentence(messages.wait.tries));
  assert.equal(hiddenInputs(html).address, NEW, "what was typed is kept");
  const kinds = await kindsAt(site, ANNA.username);
  assert.equal(kinds.filter((kind) => kind === "login_failed").length, 10);
});

Deno.test("a password that was entered in one session counts in no other", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const other = site.visitor();
  await other.logIn(ANNA);
  assert.match(await textOf(other.get(PAGE)), /name="address"/);
  assert.match(
    await textOf(visitor.get(PAGE)),
    sentence(messages.stepUp.title),
  );
});

Deno.test("the password of somebody else opens nothing", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const response = await visitor.post(PAGE, {
    address: NEW,
    step_up_password: BERT.password,
  });
  assert.equal(await statusOf(response), 403);
});

Deno.test("in two tabs, each goes on with its own", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const tabs = [];
  for (const address of ["one@new.example", "two@new.example"]) {
    tabs.push(hiddenInputs(await textOf(visitor.post(PAGE, { address }))));
  }
  for (const asked of tabs) {
    const right = { ...asked, step_up_password: ANNA.password };
    assert.equal(await statusOf(visitor.post(PAGE, right)), 200);
    assert.ok(await site.mailTo(asked.address));
  }
});

Deno.test("no other site can bring the password", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const response = await visitor.post(PAGE, {
    address: NEW,
    step_up_password: ANNA.password,
  }, { origin: "https://evil.example", "sec-fetch-site": "cross-site" });
  assert.equal(response.status, 403);
  assert.doesNotMatch(await response.text(), /step_up_password/);
  assert.deepEqual(site.mails.messages(), []);
});
