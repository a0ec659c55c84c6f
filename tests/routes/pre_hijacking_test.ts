/**
 * A stranger who signs up with someone's address and waits for its owner (A.
 * Sudhodanan and A. Paverd, "Pre-hijacked accounts", 2022).
 */
import assert from "node:assert/strict";
import { languageOf } from "@latchkey/core/i18n";
import { SITE } from "../tested_site.ts";
import { testIn } from "../i18n/test_in.ts";
import { CLARA, GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { linkIn, openSite, type Site, type Visitor } from "../site.ts";
import { HAS_LOGIN_LINK, testLoginLink } from "../site_features.ts";
import { hiddenInputs, statusOf, textOf, tokenIn } from "./own_account.ts";
import { accountAt, CLARA_LOGIN, isConfirmed, signUpClara } from "./sign_up.ts";

const { address } = CLARA;
const GERMAN = languageOf(SITE, "de")!;
const EVIL = "evil@example.net";
const NEW_PASSWORD = "battery moonlight horse";

/**
 * A stranger in an account with Clara's address who has requested his own
 * address, and the email sent.
 */
async function hijacked(site: Site) {
  const { visitor: stranger, link, code } = await signUpClara(site);
  await stranger.logIn(CLARA_LOGIN, { remember: "yes" });
  await stranger.post("/account/address", { address: EVIL });
  return { stranger, link, code, toEvil: linkIn(await site.mailTo(EVIL)) };
}

/** Asserts that only Clara has access to the account. */
async function assertClarasOnly(
  site: Site,
  owner: Visitor,
  { stranger, toEvil }: Awaited<ReturnType<typeof hijacked>>,
) {
  assert.equal(await isConfirmed(site), true);
  assert.equal(await statusOf(owner.get(GUARDED_PAGE)), 200);
  assert.equal(await statusOf(stranger.get(GUARDED_PAGE)), 303);
  const again = site.visitor().post("/auth/login", CLARA_LOGIN);
  assert.equal(await statusOf(again), 401);
  const token = tokenIn(toEvil);
  const { password } = CLARA;
  for (const browser of [stranger, owner]) {
    const moved = browser.post("/auth/address", { token, password });
    assert.equal(await statusOf(moved), 410);
  }
  assert.ok(await accountAt(site, address));
}

/** Sets a password on the page an answer redirects to. */
async function setPassword(browser: Visitor, answer: Response) {
  const location = answer.headers.get("location") ?? "";
  assert.match(location, /^\/auth\/recover\/new\?token=[\w-]{43}$/);
  const token = tokenIn(location);
  const fields = { token, password: NEW_PASSWORD };
  assert.equal(await statusOf(browser.post("/auth/recover/new", fields)), 303);
}

Deno.test("requires the password to confirm the link in a browser that didn't sign up", async () => {
  await using site = await openSite();
  const { link } = await signUpClara(site);
  const owner = site.visitor();
  const html = await textOf(owner.get(link));
  assert.match(html, sentence(messages.verify.elsewhere.explained));
  assert.match(html, /type="password"/);
  const { token } = hiddenInputs(html);
  for (const password of ["", "a guess of hers"]) {
    const answer = await owner.post("/auth/verify", { token, password });
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /type="password"/);
  }
  assert.equal(await isConfirmed(site), false);
  assert.equal(await statusOf(owner.get(GUARDED_PAGE)), 303);
});

Deno.test("confirms and logs in with the password in another browser", async () => {
  await using site = await openSite();
  const { link } = await signUpClara(site);
  const phone = site.visitor();
  const { password } = CLARA;
  const token = tokenIn(link);
  const answer = await phone.post("/auth/verify", { token, password });
  assert.equal(
    answer.headers.get("location"),
    "/auth/verify",
  );
  assert.equal(await isConfirmed(site), true);
  assert.equal(await statusOf(phone.get(GUARDED_PAGE)), 200);
});

Deno.test("counts wrong passwords there as login attempts", async () => {
  await using site = await openSite();
  const { link } = await signUpClara(site);
  const token = tokenIn(link);
  const guess = () =>
    statusOf(
      site.visitor().post("/auth/verify", { token, password: "wrong one" }),
    );
  for (let time = 0; time < 10; time++) assert.equal(await guess(), 422);
  assert.equal(await guess(), 429);
});

Deno.test("lets an owner without the password set one and logs out the person who signed up", async () => {
  await using site = await openSite();
  const all = await hijacked(site);
  const owner = site.visitor();
  const fields = { token: tokenIn(all.link), claim: "yes" };
  const answer = await owner.post("/auth/verify", fields);
  assert.equal(await statusOf(all.stranger.get(GUARDED_PAGE)), 303, "at once");
  await setPassword(owner, answer);
  await assertClarasOnly(site, owner, all);
  const twice = await site.visitor().post("/auth/verify", fields);
  assert.equal(await statusOf(twice), 410);
});

Deno.test("requires the password for the code in a browser that didn't sign up", async () => {
  await using site = await openSite();
  const all = await hijacked(site);
  const owner = site.visitor();
  const { code } = all;
  const typed = await owner.post("/auth/verify", { address, code });
  const page = typed.headers.get("location") ?? "";
  assert.match(page, /^\/auth\/verify\?token=[\w-]{43}$/);
  assert.equal(await isConfirmed(site), false);
  const { token } = hiddenInputs(await textOf(owner.get(page)));
  const answer = await owner.post("/auth/verify", { token, claim: "yes" });
  await setPassword(owner, answer);
  await assertClarasOnly(site, owner, all);
});

Deno.test("expires that page after 15 minutes", async () => {
  await using site = await openSite();
  const { code } = await signUpClara(site);
  const owner = site.visitor();
  const typed = await owner.post("/auth/verify", { address, code });
  const page = typed.headers.get("location") ?? "";
  site.clock.advance(15 * 60 * 1000 - 1);
  assert.equal(await statusOf(owner.get(page)), 200);
  site.clock.advance(1);
  assert.equal(await statusOf(owner.get(page)), 410);
});

Deno.test("logs out the person who signed up when an unconfirmed account is recovered", async () => {
  await using site = await openSite();
  const all = await hijacked(site);
  const owner = site.visitor();
  await owner.post("/auth/recover", { address });
  const token = tokenIn(linkIn(await site.mailTo(address)));
  const fields = { token, password: NEW_PASSWORD };
  assert.equal(await statusOf(owner.post("/auth/recover/new", fields)), 303);
  await assertClarasOnly(site, owner, all);
});

testLoginLink("drops the stranger after an emailed login link", async () => {
  await using site = await openSite();
  const all = await hijacked(site);
  const owner = site.visitor();
  await owner.post("/auth/link", { address });
  const token = tokenIn(linkIn(await site.mailTo(address)));
  assert.equal(await statusOf(owner.post("/auth/link/open", { token })), 303);
  await assertClarasOnly(site, owner, all);
});

/** Ways in which the owner proves the address is hers, in a German browser. */
const CLAIMS: Record<
  string,
  (site: Site, owner: Visitor, link: string) => Promise<unknown>
> = {
  "the sign-up link": async (_, owner, link) => {
    const form = { token: tokenIn(link), claim: "yes" };
    await setPassword(owner, await owner.post("/auth/verify", form));
  },
  "recovering": async (site, owner) => {
    await owner.post("/auth/recover", { address });
    const mail = await site.mailTo(address);
    assert.equal(mail.subject, GERMAN.messages.mails.recover.subject);
    const fields = { token: tokenIn(linkIn(mail)), password: NEW_PASSWORD };
    await owner.post("/auth/recover/new", fields);
  },
  ...HAS_LOGIN_LINK ? { "a login link": claimByLoginLink } : {},
};

for (const [way, claim] of Object.entries(CLAIMS)) {
  testIn(
    ["ar", "de"],
    `drops a stranger's name and switches to the owner's language after ${way}`,
    async () => {
      await using site = await openSite();
      const stranger = site.visitor();
      stranger.cookies.set("language", "ar");
      const name = "Visit evil.example";
      await stranger.post("/auth/signup", { ...CLARA, name });
      const mail = await site.mailTo(address);
      assert.ok(!mail.text.includes(name));
      const owner = site.visitor();
      owner.cookies.set("language", "de");
      await claim(site, owner, linkIn(mail));
      const account = await accountAt(site, address);
      assert.equal(account?.name, "");
      assert.equal(account?.language, "de");
      assert.equal(await statusOf(owner.get(GUARDED_PAGE)), 200);
    },
  );
}

Deno.test("keeps the name of the user who signed up, in the same browser or with the password", async () => {
  for (const elsewhere of [false, true]) {
    await using site = await openSite();
    const { visitor, link } = await signUpClara(site);
    const browser = elsewhere ? site.visitor() : visitor;
    const { password } = CLARA;
    const form = { token: tokenIn(link), ...elsewhere && { password } };
    const answer = browser.post("/auth/verify", form);
    assert.equal(await statusOf(answer), 303);
    assert.equal((await accountAt(site, address))?.name, CLARA.name);
  }
});

async function claimByLoginLink(site: Site, owner: Visitor): Promise<void> {
  await owner.post("/auth/link", { address });
  const mail = await site.mailTo(address);
  assert.equal(mail.subject, GERMAN.messages.mails.loginLink.subject);
  await owner.post("/auth/link/open", { token: tokenIn(linkIn(mail)) });
}
