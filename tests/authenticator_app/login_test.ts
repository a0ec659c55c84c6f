/** The second step of a login. */
import assert from "node:assert/strict";
import { parseSetCookie } from "cookie";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite, type Site, type Visitor } from "../site.ts";
import { isLoggedIn } from "../routes/account_password.ts";
import { press } from "../routes/footer_buttons.ts";
import { loginLink, recoveryLink } from "../routes/mailed_link.ts";
import {
  DAY,
  kindsAt,
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
  CODES,
  enter,
  setUpApp,
  STEP_MS,
  toSecondStep,
} from "../second_factor/authenticator.ts";

const PAGE = "/auth/second-factor";
const { secondFactor, problems } = messages;

/** A site on which Anna has an app, and a browser at the second step. */
async function atSecondStep(next?: string) {
  const site = await openSite();
  const app = await setUpApp(site, (await userAt(site, ANNA.username)).id);
  site.clock.advance(2 * STEP_MS);
  const visitor = site.visitor();
  const path = await toSecondStep(visitor, ANNA, next);
  return {
    site,
    app,
    visitor,
    path,
    [Symbol.asyncDispose]: site[Symbol.asyncDispose],
  };
}

/** Asserts that the second step has to begin again, with the password. */
async function assertOver(visitor: Visitor, response: Response) {
  assert.equal(response.status, 303);
  assert.match(response.headers.get("location")!, /^\/auth\/login/);
  assert.equal(await isLoggedIn(visitor), false);
}

Deno.test("logs in with the password and a code, and keeps the next path", async () => {
  await using step = await atSecondStep("/account/sessions?x=1");
  const { site, app, visitor, path } = step;
  const shown = await visitor.get(path);
  assert.equal(shown.headers.get("cache-control"), "no-store");
  const html = await shown.text();
  assert.ok(html.includes(`<h1>${secondFactor.title}</h1>`));
  assert.match(html, /name="proof"[^>]*autocomplete="one-time-code"/);
  assert.match(html, /inputmode="numeric"/);
  assert.equal(await isLoggedIn(visitor), false);
  const entered = await visitor.post(path, { factor: APP, proof: app.code() });
  assert.equal(entered.headers.get("location"), "/account/sessions?x=1");
  assert.ok(await isLoggedIn(visitor));
  assert.ok(!visitor.cookies.has("pending_login"));
  assert.deepEqual((await kindsAt(site, ANNA.username)).slice(0, 1), [
    "logged_in",
  ]);
});

Deno.test("the cookie of a pending login is hidden from scripts and other sites", async () => {
  await using site = await openSite({ settings: { https: true } });
  await setUpApp(site, (await userAt(site, ANNA.username)).id);
  const response = await site.visitor().post("/auth/login", ANNA, {
    origin: "https://localhost:8000",
  });
  const line = response.headers.getSetCookie()
    .find((line) => line.includes("pending_login"));
  assert.ok(line, `${response.status}`);
  const { name, httpOnly, secure, sameSite, path, maxAge, domain } =
    parseSetCookie(line);
  assert.deepEqual(
    { name, httpOnly, secure, sameSite, path, maxAge, domain },
    {
      name: "__Host-pending_login",
      httpOnly: true,
      secure: true,
      sameSite: "lax",
      path: "/",
      maxAge: undefined,
      domain: undefined,
    },
  );
});

for (
  const next of ["//evil.example", "https://evil.example/", "/\\evil.example"]
) {
  Deno.test(`never leads to another site: ${next}`, async () => {
    await using step = await atSecondStep(next);
    const { app, visitor, path } = step;
    assert.equal(path, PAGE);
    const hostile = `${PAGE}?next=${encodeURIComponent(next)}`;
    const html = await textOf(visitor.get(hostile));
    assert.doesNotMatch(html, /(?:href|action)="[^"]*evil/);
    const entered = await visitor.post(hostile, {
      factor: APP,
      proof: app.code(),
    });
    assert.equal(entered.headers.get("location"), "/");
  });
}

Deno.test("rejects a wrong, missing or used code and a factor that isn't due", async () => {
  await using step = await atSecondStep();
  const { site, app, visitor } = step;
  const used = app.code();
  const other = site.visitor();
  await toSecondStep(other, ANNA);
  assert.equal(await statusOf(enter(other, used)), 303);
  await assertOver(visitor, await enter(visitor, app.code(1)));
  await toSecondStep(visitor, ANNA);
  for (
    const [fields, problem] of [
      [{ factor: APP, proof: "000000" }, problems.proofWrong],
      [{ factor: APP, proof: used }, problems.proofWrong],
      [{ factor: APP, proof: app.code(-1) }, problems.proofWrong],
      [{ factor: APP, proof: "" }, problems.proofRequired],
      [{ factor: APP }, problems.proofRequired],
    ] as const
  ) {
    const response = await visitor.post(PAGE, { ...fields });
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, sentence(problem));
    assert.ok(html.includes("<title>Error: "));
  }
  for (const factor of ["", CODES, "__proto__"]) {
    const proof = app.code(1);
    assert.equal(await statusOf(visitor.post(PAGE, { factor, proof })), 422);
  }
  assert.equal(await isLoggedIn(visitor), false);
  assert.equal(await statusOf(enter(visitor, app.code(1))), 303);
  assert.ok(await isLoggedIn(visitor));
});

for (
  const [script, zero] of [
    ["full-width", 0xff10],
    ["Arabic", 0x660],
    ["Persian", 0x6f0],
  ] as const
) {
  Deno.test(`accepts a code in ${script} digits with spaces`, async () => {
    await using step = await atSecondStep();
    const { app, visitor } = step;
    const typed = app.code().replace(
      /\d/g,
      (digit) => String.fromCharCode(zero + Number(digit)),
    );
    const proof = ` ${typed.slice(0, 3)} ${typed.slice(3)} `;
    assert.equal(await statusOf(enter(visitor, proof)), 303);
    assert.ok(await isLoggedIn(visitor));
  });
}

Deno.test("of 20 browsers with the same code at the same moment, one gets in", async () => {
  await using step = await atSecondStep();
  const { site, app } = step;
  const visitors = Array.from({ length: 20 }, () => site.visitor());
  for (const visitor of visitors) await toSecondStep(visitor, ANNA);
  await Promise.all(
    visitors.map((visitor) => statusOf(enter(visitor, app.code()))),
  );
  const sessions = await Promise.all(visitors.map(isLoggedIn));
  assert.equal(sessions.filter(Boolean).length, 1);
});

Deno.test("one browser that sends its code 20 times gets one session", async () => {
  await using step = await atSecondStep();
  const { site, app, visitor } = step;
  const code = app.code();
  await Promise.all(
    Array.from({ length: 20 }, () => statusOf(enter(visitor, code))),
  );
  const { id } = await userAt(site, ANNA.username);
  const sessions = await site.services.store.sessions.listOf(id);
  assert.equal(sessions.length, 1);
});

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

Deno.test("keeps the page when the language is switched after a mistake", async () => {
  await using step = await atSecondStep();
  const { app, visitor, path } = step;
  const wrong = await textOf(visitor.post(path, { factor: APP, proof: "1" }));
  assert.ok(!/name="shown_again" value="[^"]*proof/.test(wrong));
  const html = await press(visitor, wrong, { language: "de" });
  assert.match(html, /Authenticator-App/);
  assert.equal(await statusOf(enter(visitor, app.code())), 303);
});

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
