/** Confirming one's identity with a code before a sensitive action. */
import assert from "node:assert/strict";
import { testIn } from "../i18n/test_in.ts";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite, type Site, type Visitor } from "../site.ts";
import { isLoggedIn } from "../routes/account_password.ts";
import {
  hiddenInputs,
  MINUTE,
  statusOf,
  textOf,
  userAt,
} from "../routes/own_account.ts";
import {
  APPS,
  CODES,
  confirmWith,
  enter,
  setUpApp,
  STEP_MS,
  toSecondStep,
} from "../second_factor/authenticator.ts";

const { stepUp, problems } = messages;

/** Anna, who logged in with her app 11 minutes ago. */
async function annaLater() {
  const site = await openSite();
  const app = await setUpApp(site, (await userAt(site, ANNA.username)).id);
  site.clock.advance(2 * STEP_MS);
  const visitor = site.visitor();
  await toSecondStep(visitor, ANNA);
  assert.equal(await statusOf(enter(visitor, app.code())), 303);
  site.clock.advance(11 * MINUTE);
  return {
    site,
    app,
    visitor,
    [Symbol.asyncDispose]: site[Symbol.asyncDispose],
  };
}

/** The page that asks for a proof before an app is set up. */
async function asked(visitor: Visitor): Promise<string> {
  const response = await visitor.post(APPS, {});
  assert.equal(response.status, 403);
  return await response.text();
}

function isAsked(html: string): boolean {
  return html.includes(`<h1>${stepUp.factorTitle}</h1>`);
}

Deno.test("a code confirms once, and then nothing is asked for ten minutes", async () => {
  await using anna = await annaLater();
  const { site, app, visitor } = anna;
  const page = await asked(visitor);
  assert.ok(isAsked(page));
  const proof = app.code();
  const confirmed = await confirmWith(visitor, APPS, page, { proof });
  assert.match(confirmed.headers.get("location")!, /\/new\?setup=/);
  assert.equal(await statusOf(visitor.post(APPS, {})), 303);
  site.clock.advance(10 * MINUTE - 1);
  assert.equal(await statusOf(visitor.post(APPS, {})), 303);
  site.clock.advance(1);
  assert.equal(await statusOf(visitor.post(APPS, {})), 403);
});

Deno.test("rejects a wrong, missing or used code, the password, and another account's code", async () => {
  await using anna = await annaLater();
  const { site, app, visitor } = anna;
  const page = await asked(visitor);
  const berts = await setUpApp(site, (await userAt(site, BERT.username)).id);
  const used = app.code();
  const other = site.visitor();
  await toSecondStep(other, ANNA);
  assert.equal(await statusOf(enter(other, used)), 303);
  for (const proof of ["000000", used, berts.code(), ANNA.password]) {
    const wrong = await confirmWith(visitor, APPS, page, { proof });
    assert.equal(wrong.status, 403);
    const html = await wrong.text();
    assert.match(html, sentence(problems.proofWrong));
    assert.ok(html.includes("<title>Error: "));
    assert.ok(!html.includes(`value="${proof}"`));
  }
  const fields = { ...hiddenInputs(page), step_up_password: ANNA.password };
  assert.equal(await statusOf(visitor.post(APPS, fields)), 403);
  const missing = await confirmWith(visitor, APPS, page, { proof: "" });
  assert.equal(missing.status, 403);
  const none = await confirmWith(visitor, APPS, page, {
    proof: app.code(1),
    factor: "none",
  });
  assert.equal(none.status, 403);
  const right = await confirmWith(visitor, APPS, page, { proof: app.code(1) });
  assert.equal(await statusOf(right), 303);
});

Deno.test("the password or a code opens pages that need either", async () => {
  for (const by of ["password", "code"]) {
    await using anna = await annaLater();
    const { app, visitor } = anna;
    const page = await textOf(visitor.get("/account/export"));
    assert.match(page, sentence(stepUp.title));
    assert.match(page, /name="step_up_password"/);
    assert.match(page, /name="step_up_proof"/);
    const proof: Record<string, string> = by === "code"
      ? { step_up_factor: "authenticator_app", step_up_proof: app.code() }
      : { step_up_password: ANNA.password };
    const confirmed = await visitor.post("/account/export", {
      step_up_return: "",
      ...proof,
    });
    assert.equal(confirmed.headers.get("location"), "/account/export", by);
    assert.match(
      await textOf(visitor.get("/account/export")),
      sentence(messages.export.title),
    );
    const isFactor = by === "code";
    assert.equal(
      await statusOf(visitor.post(APPS, {})),
      isFactor ? 303 : 403,
      "a password is no second factor",
    );
  }
});

Deno.test("limits attempts, also those of a login, and tells when to try again", async () => {
  await using anna = await annaLater();
  const { site, app, visitor } = anna;
  visitor.cookies.delete("device");
  const page = await asked(visitor);
  let limited: Response | undefined;
  for (let time = 0; time < 30 && limited?.status !== 429; time++) {
    limited = await confirmWith(visitor, APPS, page, { proof: "000000" });
    if (limited.status !== 429) await limited.body?.cancel();
  }
  assert.equal(limited?.status, 429);
  assert.match(limited!.headers.get("retry-after")!, /^[1-9]\d*$/);
  assert.match(await limited!.text(), /Too many attempts/);
  const right = await confirmWith(visitor, APPS, page, { proof: app.code() });
  assert.equal(await statusOf(right), 429);
  site.clock.advance(16 * MINUTE);
  const later = await confirmWith(visitor, APPS, page, { proof: app.code() });
  assert.equal(await statusOf(later), 303);
});

Deno.test("of 20 forms with the same code at the same moment, one is confirmed by it", async () => {
  await using anna = await annaLater();
  const { site, app, visitor } = anna;
  const page = await asked(visitor);
  const proof = app.code();
  const answers = await Promise.all(
    Array.from(
      { length: 20 },
      () => confirmWith(visitor, APPS, page, { proof }),
    ),
  );
  const statuses = await Promise.all(answers.map(statusOf));
  assert.equal(statuses.filter((status) => status === 303).length, 1);
  assert.ok(await isLoggedIn(visitor));
  const { id } = await userAt(site, ANNA.username);
  const sessions = await site.services.store.sessions.listOf(id);
  assert.equal(sessions.length, 1);
});

Deno.test("a proof from a clock that was ahead doesn't count", async () => {
  await using anna = await annaLater();
  const { site, app, visitor } = anna;
  const page = await asked(visitor);
  const confirmed = await confirmWith(visitor, APPS, page, {
    proof: app.code(),
  });
  assert.equal(await statusOf(confirmed), 303);
  site.clock.advance(-8 * MINUTE);
  const answer = await visitor.post(APPS, {});
  const html = await answer.text();
  assert.ok(answer.status === 403 && isAsked(html) || answer.status === 307);
});

testIn(["ar", "de"], "asks in the page's language", async () => {
  await using anna = await annaLater();
  const { visitor } = anna;
  for (
    const [language, title] of [
      ["de", "Bestätigen Sie Ihre Identität"],
      ["ar", "أثبت هويتك للمتابعة"],
    ]
  ) {
    const response = await visitor.post(APPS, {}, {
      "accept-language": language,
    });
    assert.ok((await response.text()).includes(`<h1>${title}</h1>`));
  }
});

Deno.test("a program gets an error instead of a page", async () => {
  await using anna = await annaLater();
  const { visitor } = anna;
  const response = await visitor.post(APPS, {}, { accept: "application/json" });
  assert.equal(response.status, 403);
  const { title } = messages.errors.forbidden.password_not_recent;
  assert.equal((await response.json()).title, title);
});

Deno.test("recovery codes alone don't protect an account without another factor", async () => {
  await using site: Site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.clock.advance(11 * MINUTE);
  const response = await visitor.post(APPS, {});
  const html = await response.text();
  assert.match(html, /name="step_up_password"/);
  assert.ok(!html.includes(CODES));
});
