/** Pages of the account that ask for the password again. */
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

Deno.test("asks for the password ten minutes after login, and not before", async () => {
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
    assert.doesNotMatch(html, /<script(?![^>]* src=)/);
  }
});

Deno.test("never asks on other account pages", async () => {
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

Deno.test("redirects to the requested page after the right password and doesn't ask for ten minutes", async () => {
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

Deno.test("resubmits a slowly filled form after the password, with what was typed", async () => {
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

Deno.test("escapes what was typed on the page that asks for the password", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const address = '"><script>alert(1)</script>';
  const html = await textOf(visitor.post(PAGE, { address }));
  assert.match(html, /name="address" value="&quot;(?:>|&gt;)&lt;script/);
  assert.doesNotMatch(html, /<script>/);
});

Deno.test("shows the pending form's values, since someone else may have sent it", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const sent = await textOf(visitor.post(PAGE, { address: NEW, other: "" }));
  assert.match(sent, /<ul><li[^>]*><bdi>anna@new\.example</);
  assert.doesNotMatch(await textOf(visitor.get(PAGE)), /<ul>/);
});

Deno.test("limits guesses per browser, so that a stolen session gains no extra attempts", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const thief = site.visitor();
  for (const [name, value] of visitor.cookies) thief.cookies.set(name, value);
  const guess = { address: NEW, step_up_password: "a guess" };
  const statuses = [];
  for (let attempt = 0; attempt < 12; attempt++) {
    statuses.push(await statusOf(thief.post(PAGE, guess)));
  }
  assert.deepEqual(statuses, [...Array(10).fill(403), 429, 429]);
  const html = await textOf(thief.post(PAGE, guess));
  assert.match(html, sentence(messages.wait.attempts));
  assert.equal(hiddenInputs(html).address, NEW, "what was typed is kept");
  const kinds = await kindsAt(site, ANNA.username);
  assert.equal(kinds.filter((kind) => kind === "login_failed").length, 10);
});

Deno.test("requires the password in each session separately", async () => {
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

Deno.test("rejects the password of another account", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(11 * MINUTE);
  const response = await visitor.post(PAGE, {
    address: NEW,
    step_up_password: BERT.password,
  });
  assert.equal(await statusOf(response), 403);
});

Deno.test("continues with the right form in each of two tabs", async () => {
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

Deno.test("rejects a cross-site password", async () => {
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
