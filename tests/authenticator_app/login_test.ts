/** The second step of a login. */
import assert from "node:assert/strict";
import { parseSetCookie } from "cookie";
import { messages, sentence } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { isLoggedIn } from "../routes/account_password.ts";
import { kindsAt, statusOf, textOf, userAt } from "../routes/own_account.ts";
import {
  APP,
  CODES,
  enter,
  setUpApp,
  toSecondStep,
} from "../second_factor/authenticator.ts";
import {
  assertOver,
  atSecondStep,
  PAGE,
} from "../second_factor/second_step.ts";

const { secondFactor, problems } = messages;

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
