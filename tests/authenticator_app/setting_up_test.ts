/** Setting an authenticator app up, and removing it. */
import assert from "node:assert/strict";
import { authenticatorApp } from "@latchkey/core/features";
import { format } from "@latchkey/core/i18n";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, type Visitor } from "../site.ts";
import { isLoggedIn, loggedInSite } from "../routes/account_password.ts";
import {
  DAY,
  hiddenInputs,
  kindsAt,
  MINUTE,
  statusOf,
  textOf,
  userAt,
} from "../routes/own_account.ts";
import {
  addApp,
  APPS,
  beginSetup,
  codesIn,
  confirmWith,
  keyIn,
  STEP_MS,
} from "../second_factor/authenticator.ts";

const { authenticator, recoveryCodes, account, stepUp } = messages;

/** Follows a redirect and returns the page. */
async function followed(visitor: Visitor, response: Response) {
  assert.equal(response.status, 303);
  return await textOf(visitor.get(response.headers.get("location")!));
}

Deno.test("sets an app up with its QR code or key, and shows recovery codes", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  assert.match(
    await textOf(visitor.get("/account")),
    sentence(account.rows.authenticator.none),
  );
  site.clock.advance(MINUTE);
  const { page, key, code } = await beginSetup(site, visitor);
  const html = await textOf(visitor.get(page));
  assert.equal(keyIn(html), key, "a reload keeps the key");
  assert.match(html, /<svg class="qr"[^>]*role="img"[^>]*aria-label="[^"]+"/);
  const [, uri] = /href="(otpauth:[^"]*)"/.exec(html) ?? [];
  const { searchParams } = new URL(uri.replaceAll("&amp;", "&"));
  assert.equal(searchParams.get("secret"), key);
  const added = await visitor.post(page, { code: code(), name: " My phone " });
  assert.equal(added.status, 200);
  const shown = await added.text();
  assert.match(shown, sentence(recoveryCodes.fresh.appAdded));
  assert.equal(new Set(codesIn(shown)).size, 10);
  const list = await textOf(visitor.get(APPS));
  assert.ok(list.includes("<bdi>My phone</bdi>"));
  assert.ok(!list.includes(key) && !list.includes(codesIn(shown)[0]));
  assert.deepEqual((await kindsAt(site, ANNA.username)).slice(0, 1), [
    "factor_added",
  ]);
  const mail = await site.mailTo(ANNA.username);
  assert.equal(mail.subject, "A second factor was added");
});

Deno.test("keeps the key when a code is wrong, and says what to do", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { page, key, code } = await beginSetup(site, visitor);
  for (const wrong of ["000000", "12345", "abcdef", code(5), "🔑"]) {
    const response = await visitor.post(page, { code: wrong, name: "Tablet" });
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.equal(keyIn(html), key);
    assert.match(html, sentence(authenticator.setup.wrong));
    assert.match(html, /name="name"[^>]*value="Tablet"/);
    assert.ok(html.includes("<title>Error: "));
  }
  const missing = await visitor.post(page, { name: "" });
  assert.equal(missing.status, 422);
  assert.match(
    await missing.text(),
    sentence(messages.problems.proofRequired),
  );
  const long = await visitor.post(page, {
    code: code(),
    name: "x".repeat(200),
  });
  assert.equal(long.status, 422);
  assert.equal(keyIn(await long.text()), key);
  const { id } = await userAt(site, ANNA.username);
  const apps = site.services.use(authenticatorApp);
  assert.deepEqual(await apps.list(id), []);
  assert.equal(await statusOf(visitor.post(page, { code: code() })), 200);
});

Deno.test("a finished, old or made-up setup leads to the list", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { page, code } = await beginSetup(site, visitor);
  const form = { code: code(), name: "" };
  assert.equal(await statusOf(visitor.post(page, form)), 200);
  site.clock.advance(MINUTE);
  const again = await visitor.post(page, form);
  assert.equal(again.headers.get("location"), APPS);
  assert.match(
    await followed(visitor, again),
    sentence(authenticator.notices.app_added),
  );
  for (const setup of ["", "?setup=", "?setup=none", "?setup=%00"]) {
    const over = await visitor.get(`${APPS}/new${setup}`);
    assert.match(
      await followed(visitor, over),
      sentence(authenticator.notices.setup_over),
    );
  }
});

Deno.test("a form sent twice sets one app up, and offers new codes in place of those it may have hidden", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { page, code } = await beginSetup(site, visitor);
  const form = { code: code(), name: "" };
  const answers = await Promise.all(
    [1, 2].map(() => visitor.post(page, form)),
  );
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(statuses.toSorted(), [200, 303]);
  assert.match(
    await followed(visitor, answers[statuses.indexOf(303)]),
    sentence(recoveryCodes.notices.codes_unseen),
  );
  const { id } = await userAt(site, ANNA.username);
  assert.equal(
    (await site.services.use(authenticatorApp).list(id)).length,
    1,
  );
});

Deno.test("a setup belongs to the account that began it", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { page, code } = await beginSetup(site, visitor);
  const bert = site.visitor();
  await bert.logIn(BERT);
  assert.equal(await statusOf(bert.get(page)), 303);
  const answer = await bert.post(page, { code: code(), name: "" });
  assert.equal(await statusOf(answer), 303);
  const { id } = await userAt(site, BERT.username);
  assert.deepEqual(await site.services.use(authenticatorApp).list(id), []);
});

Deno.test("shows the key only after a recent proof", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { page, key } = await beginSetup(site, visitor);
  site.clock.advance(11 * MINUTE);
  const asked = await textOf(visitor.get(page));
  assert.match(asked, sentence(stepUp.title));
  assert.ok(!asked.includes(key.slice(0, 4) + " "));
  assert.equal(await statusOf(visitor.post(APPS, {})), 403);
  const proved = await visitor.post(page, {
    ...hiddenInputs(asked),
    step_up_password: ANNA.password,
  });
  assert.equal(proved.headers.get("location"), page);
  assert.equal(keyIn(await textOf(visitor.get(page))), key);
});

Deno.test("an account with an app must show it to change its apps", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { code } = await addApp(site, visitor);
  const thief = site.visitor();
  await thief.post("/auth/login", ANNA);
  await thief.post("/auth/second-factor", {
    factor: "authenticator_app",
    proof: code(),
  });
  assert.ok(await isLoggedIn(thief));
  site.clock.advance(11 * MINUTE);
  const refused = await thief.post(APPS, { step_up_password: ANNA.password });
  assert.equal(refused.status, 403);
  const asked = await refused.text();
  assert.ok(!asked.includes('name="step_up_password"'));
  assert.match(asked, sentence(stepUp.factorTitle));
  const confirmed = await confirmWith(thief, APPS, asked, { proof: code() });
  assert.match(
    confirmed.headers.get("location")!,
    /^\/account\/authenticator\/new\?setup=/,
  );
});

Deno.test("a second app brings no new recovery codes, and three are the most", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const first = await addApp(site, visitor, "Phone");
  assert.equal(first.codes.length, 10);
  for (const name of ["Tablet", ""]) {
    const { page, code } = await beginSetup(site, visitor);
    const added = await visitor.post(page, { code: code(), name });
    assert.match(
      await followed(visitor, added),
      sentence(authenticator.notices.app_added),
    );
  }
  const full = await visitor.post(APPS, {});
  assert.equal(full.status, 409);
  const html = await full.text();
  assert.ok(html.includes(authenticator.unnamed));
  assert.match(
    html,
    sentence(format(authenticator.full.other, { count: "3" })),
  );
});

Deno.test("removes an app once, tells the owner, and the last takes the recovery codes along", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(MINUTE);
  await addApp(site, visitor);
  const list = await textOf(visitor.get(APPS));
  const { remove } = hiddenInputs(list.replace(/[\s\S]*<main/, ""));
  const removed = await visitor.post(APPS, { remove });
  assert.match(
    await followed(visitor, removed),
    sentence(authenticator.notices.last_app_removed),
  );
  const again = await visitor.post(APPS, { remove });
  assert.equal(again.status, 404);
  assert.match(await again.text(), sentence(authenticator.gone));
  const mail = await site.mailTo(ANNA.username);
  assert.equal(mail.subject, "A second factor was removed");
  assert.deepEqual((await kindsAt(site, ANNA.username)).slice(0, 2), [
    "factor_removed",
    "factor_added",
  ]);
  const { id } = await userAt(site, ANNA.username);
  const rows = await site.services.database.db.selectFrom("recoveryCodes")
    .selectAll().where("userId", "=", id).where("removedAt", "is", null)
    .execute();
  assert.deepEqual(rows, []);
  const login = await site.visitor().logIn(ANNA);
  assert.equal(login.headers.get("location"), "/");
});

Deno.test("leads to the sessions on other devices after an app was removed, and only then (ASVS 5.0 7.4.3)", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await addApp(site, visitor);
  const offer = sentence(messages.otherDevices.review);
  const list = await textOf(visitor.get(APPS));
  assert.doesNotMatch(list, offer);
  const { remove } = hiddenInputs(list.replace(/[\s\S]*<main/, ""));
  const removed = await visitor.post(APPS, { remove });
  const shown = await followed(visitor, removed);
  assert.match(shown, /<a href="\/account\/sessions">Review your sessions</);
  assert.doesNotMatch(await textOf(visitor.get(APPS)), offer);
});

Deno.test("nobody removes the app of another account", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await addApp(site, visitor);
  const { id } = await userAt(site, ANNA.username);
  const [app] = await site.services.use(authenticatorApp).list(id);
  const bert = site.visitor();
  await bert.logIn(BERT);
  assert.equal(await statusOf(bert.post(APPS, { remove: app.id })), 404);
  assert.equal(
    (await site.services.use(authenticatorApp).list(id)).length,
    1,
  );
});

Deno.test("a setup is over after an hour", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { page } = await beginSetup(site, visitor);
  site.clock.advance(DAY / 24);
  await visitor.logIn(ANNA);
  assert.equal(await statusOf(visitor.get(page)), 303);
});

Deno.test("limits setting up and confirming", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { page } = await beginSetup(site, visitor);
  const form = { code: "000000", name: "" };
  const statuses = [];
  for (let time = 0; time < 21; time++) {
    statuses.push(await statusOf(visitor.post(page, form)));
  }
  assert.equal(statuses.at(-1), 429);
  site.clock.advance(STEP_MS * 2);
  assert.equal(await statusOf(visitor.post(page, form)), 422);
});
