/** Logging in with a password on a device that the account doesn't know. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import {
  ANNA,
  BERT,
  codeIn,
  openSite,
  secureAccountLinkIn,
  type Site,
  type Visitor,
} from "../site.ts";
import {
  loginLink,
  openAndPress,
  recoveryLink,
} from "../routes/mailed_link.ts";
import {
  hiddenInputs,
  kindsAt,
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
} from "../routes/own_account.ts";
import { signUpClara } from "../routes/sign_up.ts";
import { CLARA } from "../pages.ts";
import { HAS_APP, testLoginLink } from "../site_features.ts";
import { setUpApp } from "../second_factor/authenticator.ts";
import { userOf } from "../routes/admin.ts";
import { enter, openSiteWithCodes, PAGE } from "./site.ts";

/** Enters Anna's password in a new browser and returns it with her code. */
async function begin(site: Site): Promise<{ visitor: Visitor; code: string }> {
  const visitor = site.visitor();
  const answer = await visitor.post("/auth/login", ANNA);
  assert.equal(answer.headers.get("location"), PAGE);
  assert.ok(!visitor.cookies.has("access_token"));
  return { visitor, code: codeIn(await site.mailTo(ANNA.username)) };
}

async function isLoggedIn(visitor: Visitor): Promise<boolean> {
  return await statusOf(visitor.get("/account")) === 200;
}

Deno.test("asks for a code on a new device, and no more on that device", async () => {
  await using site = await openSiteWithCodes();
  const { visitor, code } = await begin(site);
  const page = await textOf(visitor.get(PAGE));
  assert.match(page, sentence(messages.emailCode.title));
  assert.match(page, sentence(ANNA.username));
  const answer = await enter(visitor, code);
  assert.equal(answer.headers.get("location"), "/");
  assert.ok(await isLoggedIn(visitor));
  const sent = site.mails.messages().length;
  await statusOf(visitor.post("/auth/logout", {}));
  await visitor.logIn(ANNA);
  assert.ok(await isLoggedIn(visitor));
  assert.equal(site.mails.messages().length, sent);
});

Deno.test("the email names the device, network and time, and says what to do", async () => {
  await using site = await openSiteWithCodes();
  const visitor = site.visitor();
  await visitor.post("/auth/login", ANNA, {
    "user-agent":
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
  });
  const mail = await site.mailTo(ANNA.username);
  assert.match(mail.text, /Firefox on Windows/);
  assert.match(mail.text, /192\.0\.2\.x/);
  assert.match(mail.text, /1 January 2030/);
  assert.match(mail.text, /knows your password/);
  const { address, ...fields } = hiddenInputs(
    await textOf(site.visitor().get(secureAccountLinkIn(mail))),
  );
  assert.equal(address, undefined);
  const stranger = site.visitor();
  const secured = await stranger.post("/auth/secure-account", fields);
  assert.equal(secured.status, 303);
  assert.equal(await statusOf(visitor.get(PAGE)), 303); // Nothing is pending any more.
  const again = await site.visitor().post("/auth/login", ANNA);
  assert.equal(again.status, 401);
});

Deno.test("sends one email for a login, however often its page is opened", async () => {
  await using site = await openSiteWithCodes();
  const { visitor } = await begin(site);
  for (let time = 0; time < 3; time++) await statusOf(visitor.get(PAGE));
  await statusOf(visitor.post(PAGE, { factor: "email_code", proof: "" }));
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 1);
});

Deno.test("sends another code when asked, which replaces the first", async () => {
  await using site = await openSiteWithCodes();
  const { visitor, code } = await begin(site);
  const again = { factor: "email_code", send: "yes" };
  const answer = await visitor.post(PAGE, again);
  assert.equal(answer.status, 303);
  const page = await textOf(visitor.get(PAGE));
  assert.match(page, sentence(messages.emailCode.sentAgain));
  const newer = codeIn(await site.mailTo(ANNA.username));
  assert.equal(site.mails.messages().length, 2);
  if (newer !== code) assert.equal(await statusOf(enter(visitor, code)), 422);
  assert.equal(await statusOf(enter(visitor, newer)), 303);
});

Deno.test("limits how many codes an account is sent", async () => {
  await using site = await openSiteWithCodes();
  const { visitor } = await begin(site);
  const again = { factor: "email_code", send: "yes" };
  for (let sent = 1; sent < 5; sent++) {
    assert.equal(await statusOf(visitor.post(PAGE, again)), 303);
  }
  const limited = await visitor.post(PAGE, again);
  assert.equal(limited.status, 429);
  assert.equal(limited.headers.get("retry-after"), "600");
  // Another login begins, but sends nothing, and its page says so.
  const other = site.visitor();
  await statusOf(other.post("/auth/login", ANNA));
  const page = await textOf(other.get(PAGE));
  assert.match(page, sentence(messages.emailCode.unsent));
  assert.doesNotMatch(page, /name="proof"/);
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 5);
});

Deno.test("a wrong, used, late or foreign code logs nobody in", async () => {
  await using site = await openSiteWithCodes();
  const { visitor, code } = await begin(site);
  const wrong = code === "000000" ? "000001" : "000000";
  for (const typed of [wrong, "", "abc", "1".repeat(500), "<b>"]) {
    const answer = await enter(visitor, typed);
    assert.equal(answer.status, 422, typed);
    await answer.body?.cancel();
  }
  const other = await begin(site);
  if (other.code !== code) {
    assert.equal(await statusOf(enter(other.visitor, code)), 422);
  }
  assert.ok(!await isLoggedIn(visitor));
  site.clock.advance(10 * MINUTE);
  const late = await enter(visitor, code);
  assert.equal(late.headers.get("location"), "/auth/login");
  assert.ok(!await isLoggedIn(visitor));
});

Deno.test("five wrong codes end a code, and the page offers another", async () => {
  await using site = await openSiteWithCodes();
  const { visitor, code } = await begin(site);
  const wrong = code === "000000" ? "000001" : "000000";
  for (let time = 0; time < 5; time++) await statusOf(enter(visitor, wrong));
  assert.equal(await statusOf(enter(visitor, code)), 422);
  const page = await textOf(visitor.get(PAGE));
  assert.match(page, sentence(messages.emailCode.unsent));
  const failures = (await kindsAt(site, ANNA.username))
    .filter((kind) => kind === "second_factor_failed");
  assert.equal(failures.length, 6);
});

Deno.test("another browser can't use a pending login's code without its cookie", async () => {
  await using site = await openSiteWithCodes();
  const { code } = await begin(site);
  const thief = site.visitor();
  const answer = await enter(thief, code);
  assert.equal(answer.headers.get("location"), "/auth/login");
});

Deno.test("nothing is sent or said before the password was right", async () => {
  await using site = await openSiteWithCodes();
  const plain = await openSite();
  await using _ = plain;
  const known = site.visitor();
  const page = async (where: Site, username: string) => {
    const answer = await where.visitor().post("/auth/login", {
      username,
      password: "wrong horse",
    });
    const cookies = answer.headers.getSetCookie().map((line) =>
      line.split("=")[0]
    );
    const html = (await answer.text()).replaceAll(/nonce="[^"]*"/g, "")
      .replaceAll(username, "");
    return { status: answer.status, cookies, html };
  };
  const expected = await page(plain, ANNA.username);
  assert.deepEqual(await page(site, ANNA.username), expected);
  assert.deepEqual(await page(site, "nobody@example.com"), {
    ...expected,
  });
  assert.equal(await statusOf(known.get(PAGE)), 303);
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 0);
});

Deno.test("a sign-up is not asked: the inbox is proven", async () => {
  await using site = await openSiteWithCodes();
  const { visitor, code } = await signUpClara(site);
  const { address } = CLARA;
  await statusOf(visitor.post("/auth/verify", { address, code }));
  assert.ok(await isLoggedIn(visitor));
});

Deno.test("a recovery is not asked: the inbox is proven", async () => {
  await using site = await openSiteWithCodes();
  const fields = {
    token: tokenIn(await recoveryLink(site)),
    password: "tractor moonlight",
  };
  const visitor = site.visitor();
  await statusOf(visitor.post("/auth/recover/new", fields));
  assert.ok(await isLoggedIn(visitor));
});

testLoginLink("a login link is not asked: the inbox is proven", async () => {
  await using site = await openSiteWithCodes();
  const visitor = site.visitor();
  await statusOf(openAndPress(visitor, await loginLink(site, visitor)));
  assert.ok(await isLoggedIn(visitor));
});

Deno.test("a program is not asked", async () => {
  await using site = await openSiteWithCodes();
  const answer = await site.visitor().post("/token", ANNA);
  assert.equal(answer.status, 200);
  assert.ok((await answer.json()).access_token);
});

Deno.test("an unconfirmed address is not asked, since the code couldn't be trusted", async () => {
  await using site = await openSiteWithCodes();
  await signUpClara(site);
  const { store } = site.services;
  const clara = await store.users.byAddressKey(CLARA.address.toLowerCase());
  assert.equal(clara?.verifiedAt, null);
  const visitor = site.visitor();
  await visitor.post("/auth/login", {
    username: CLARA.address,
    password: CLARA.password,
  });
  assert.ok(!visitor.cookies.has("pending_login"));
});

Deno.test({
  name: "an account with an authenticator app is asked for that alone",
  ignore: !HAS_APP,
  async fn() {
    await using site = await openSiteWithCodes();
    await setUpApp(site, (await userOf(site, ANNA)).id);
    const visitor = site.visitor();
    await statusOf(visitor.post("/auth/login", ANNA));
    const page = await textOf(visitor.get(PAGE));
    assert.match(page, /value="authenticator_app"/);
    assert.doesNotMatch(page, /value="email_code"/);
    const sneaky = { factor: "email_code", send: "yes" };
    await statusOf(visitor.post(PAGE, sneaky));
    await site.services.mail.settled();
    assert.equal(site.mails.messages().length, 0);
  },
});

Deno.test("a code for one account doesn't make the device known to another", async () => {
  await using site = await openSiteWithCodes();
  const { visitor, code } = await begin(site);
  await statusOf(enter(visitor, code));
  await statusOf(visitor.post("/auth/logout", {}));
  const answer = await visitor.post("/auth/login", BERT);
  assert.equal(answer.headers.get("location"), PAGE);
});

Deno.test("tells what was logged without address or code", async () => {
  await using site = await openSiteWithCodes();
  const { visitor, code } = await begin(site);
  await statusOf(enter(visitor, code === "000000" ? "000001" : "000000"));
  await statusOf(enter(visitor, code));
  const log = site.logged.join("\n");
  assert.doesNotMatch(log, new RegExp(`${code}|anna@`, "i"));
  assert.match(log, /"method":"email_code"/);
});
