import assert from "node:assert/strict";
import { format, plural } from "@latchkey/core/i18n";
import { site as SITE } from "../../lib/site.ts";
import { locale, messages, sentence } from "../pages.ts";
import { ANNA, openSite, type Site } from "../site.ts";
import {
  isLoggedIn,
  loggedInSite,
  NEW,
  PAGE,
  RIGHT,
} from "./account_password.ts";
import { recoveryLink } from "./mailed_link.ts";

const tooShort = (minPassword: number) =>
  sentence(format(messages.problems.passwordTooShort, { minPassword }));

Deno.test("asks for the current and a new password with the right autocomplete values", async () => {
  await using context = await loggedInSite();
  const html = await (await context.visitor.get(PAGE)).text();
  assert.match(html, /name="present"[^>]*autocomplete="current-password"/);
  assert.match(html, /name="password"[^>]*autocomplete="new-password"/);
  assert.match(html, /autocomplete="username"[^>]*value="Anna@example\.com"/);
  assert.match(
    html,
    sentence(plural(locale, messages.passwordAdvice, 8)),
  );
});

Deno.test("confirms the change, after which only the new password works", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const response = await visitor.post(PAGE, RIGHT);
  assert.equal(response.status, 303);
  const location = response.headers.get("location")!;
  assert.match(
    await (await visitor.get(location)).text(),
    sentence(messages.account.notices.password_changed),
  );
  const old = await site.visitor().post("/auth/login", ANNA);
  assert.equal(old.status, 401);
  await site.visitor().logIn({ ...ANNA, password: NEW });
});

Deno.test("ends all other sessions and revokes this session's previous token", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const [thief, copy] = [site.visitor(), site.visitor()];
  await thief.logIn(ANNA);
  for (const [name, value] of visitor.cookies) copy.cookies.set(name, value);
  await visitor.post(PAGE, RIGHT);
  assert.ok(await isLoggedIn(visitor));
  assert.ok(!await isLoggedIn(thief));
  assert.ok(!await isLoggedIn(copy));
  const anna = await site.services.store.users.byAddressKey("anna@example.com");
  assert.equal((await site.services.store.sessions.listOf(anna!.id)).length, 1);
});

Deno.test("keeps the choice of a persistent or a browser session", async () => {
  await using site = await openSite();
  for (const [remember, expected] of [["yes", true], ["", false]] as const) {
    const visitor = site.visitor();
    const password = remember ? ANNA.password : NEW;
    await visitor.logIn({ ...ANNA, password }, { remember });
    const response = await visitor.post(PAGE, {
      present: password,
      password: remember ? NEW : "another moonlight",
    });
    assert.equal(response.status, 303);
    const [cookie] = response.headers.getSetCookie();
    assert.match(cookie, /; HttpOnly/);
    assert.equal(/; Max-Age=2592000/.test(cookie), expected);
  }
});

Deno.test("changes nothing when the current password is wrong", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const other = site.visitor();
  await other.logIn(ANNA);
  const response = await visitor.post(PAGE, { ...RIGHT, present: "a guess" });
  const html = await response.text();
  assert.equal(response.status, 422);
  assert.match(html, sentence(messages.problems.currentPasswordWrong));
  assert.doesNotMatch(html, /a guess|moonlight/);
  assert.ok(await isLoggedIn(other));
  await site.visitor().logIn(ANNA);
});

Deno.test("limits guesses of the current password together with login attempts", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  visitor.cookies.delete("device"); // A thief who has only the session.
  for (let attempt = 0; attempt < 4; attempt++) {
    await site.visitor().post("/auth/login", { ...ANNA, password: "guess" });
  }
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const guess = await visitor.post(PAGE, { ...RIGHT, present: "guess" });
      await guess.body?.cancel();
      return guess.status;
    }),
  );
  assert.equal(statuses.filter((status) => status === 422).length, 6);
  assert.equal(statuses.filter((status) => status === 429).length, 2);
  const right = await visitor.post(PAGE, RIGHT);
  assert.equal(right.status, 429);
  assert.ok(Number(right.headers.get("retry-after")) > 0);
  assert.match(await right.text(), sentence(messages.wait.attempts));
  const atLogin = await site.visitor().post("/auth/login", ANNA);
  assert.equal(atLogin.status, 429);
  assert.ok(await isLoggedIn(visitor), "the session itself continues");
});

Deno.test("gives a known browser its own attempts, unaffected by guesses elsewhere", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  for (let attempt = 0; attempt < 12; attempt++) {
    await site.visitor().post("/auth/login", { ...ANNA, password: "guess" });
  }
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 9; attempt++) {
    const guess = await visitor.post(PAGE, { ...RIGHT, present: "guess" });
    await guess.body?.cancel();
    statuses.push(guess.status);
  }
  assert.deepEqual(statuses, Array(9).fill(422));
  assert.equal((await visitor.post(PAGE, RIGHT)).status, 303);
});

/**
 * Guesses Anna's password from many addresses until only known browsers may log
 * in.
 */
async function guess(site: Site): Promise<void> {
  for (let time = 0; time < 30; time++) {
    const wrong = { ...ANNA, password: "a wrong guess" };
    await site.visitor().post("/auth/login", wrong);
  }
}

Deno.test("notifies the owner, records the change, and keeps only this browser known", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const other = site.visitor();
  await other.logIn(ANNA);
  site.clock.advance(1);
  await visitor.post(PAGE, RIGHT);
  const { subject } = await site.mailTo("Anna@example.com");
  assert.match(subject, /password/i);
  const { services } = site;
  const anna = await services.store.users.byAddressKey("anna@example.com");
  const { activity } = services.store;
  const { items } = await activity.listOf(anna!.id, { limit: 1 });
  assert.equal(items[0].kind, "password_changed");
  await guess(site);
  const { password } = RIGHT;
  const logInAgain = { ...ANNA, password };
  await visitor.post("/auth/logout", {});
  await visitor.logIn(logInAgain);
  const refused = await other.post("/auth/login", logInAgain);
  assert.equal(refused.status, 429, "only a known browser can log in");
});

Deno.test("revokes unused login and recovery links", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const link = await recoveryLink(site);
  assert.equal((await site.visitor().get(link)).status, 200);
  await visitor.post(PAGE, RIGHT);
  assert.equal((await site.visitor().get(link)).status, 410);
});

Deno.test("ignores the new-password field as a guess of the current one", async () => {
  await using context = await loggedInSite();
  const { visitor } = context;
  const guess = { present: "a wrong guess", password: ANNA.password };
  const cookies = new Map(visitor.cookies);
  assert.equal((await visitor.post(PAGE, guess)).status, 422);
  assert.deepEqual(visitor.cookies, cookies);
});

Deno.test("explains a new password that breaks a rule before counting an attempt", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const refused: [password: string, why: RegExp][] = [
    ["", tooShort(8)],
    ["seven c", tooShort(8)],
    [
      "a".repeat(257),
      sentence(format(messages.problems.passwordTooLong, { maxPassword: 256 })),
    ],
    ["Password1", sentence(messages.problems.passwordCommon)],
    ["I am ANNA again", sentence(messages.problems.passwordHasAddress)],
    [
      `${SITE.name.replaceAll(" ", "")} 2030!`,
      sentence(messages.problems.passwordHasSite),
    ],
  ];
  for (let round = 0; round < 2; round++) {
    for (const [password, why] of refused) {
      const response = await visitor.post(PAGE, { ...RIGHT, password });
      assert.equal(response.status, 422);
      assert.match(await response.text(), why);
    }
  }
  await site.visitor().logIn(ANNA);
  assert.equal((await visitor.post(PAGE, RIGHT)).status, 303);
});

Deno.test("shows an error at each field of an empty form", async () => {
  await using context = await loggedInSite();
  const response = await context.visitor.post(PAGE, {});
  const html = await response.text();
  assert.equal(response.status, 422);
  assert.match(html, sentence(messages.problems.currentPasswordRequired));
  assert.match(html, tooShort(8));
});

Deno.test("uses the minimum length from the settings", async () => {
  await using context = await loggedInSite({
    settings: { passwordMinLength: 15 },
  });
  const { visitor } = context;
  const short = await visitor.post(PAGE, {
    ...RIGHT,
    password: "fourteen chars",
  });
  assert.equal(short.status, 422);
  assert.match(await short.text(), tooShort(15));
  assert.equal((await visitor.post(PAGE, RIGHT)).status, 303);
});

Deno.test("rejects a cross-site password change", async () => {
  await using context = await loggedInSite();
  const response = await context.visitor.post(PAGE, RIGHT, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(response.status, 403);
  await context.site.visitor().logIn(ANNA);
});
