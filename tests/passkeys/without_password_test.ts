/** An account without a password. */
import assert from "node:assert/strict";
import { addUser } from "@latchkey/core/testing";
import type { TestServices } from "@latchkey/core/testing";
import { SITE } from "../tested_site.ts";
import { CLARA, GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { ANNA, linkIn, secureAccountLinkIn } from "../site.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";
import {
  DAY,
  kindsAt,
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "../routes/own_account.ts";
import { accountAt, CLARA_LOGIN } from "../routes/sign_up.ts";
import {
  logInByPasskey,
  openPasskeySite as openSite,
} from "../routes/passkey_login.ts";
import { clarasPasskey } from "../routes/passwordless_account.ts";

const { address, password } = CLARA;
const { passwordless, stepUp } = messages;
const SET = "/account/password/set";
const REMOVE = "/account/password/remove";

Deno.test("the account page says that there is no password, and offers to set one", async () => {
  await using site = await openSite();
  const { visitor } = await clarasPasskey(site);
  const html = await textOf(visitor.get("/account"));
  assert.match(html, sentence(passwordless.row.explained));
  const response = await visitor.get("/account/password");
  assert.equal(response.headers.get("location"), SET);
});

Deno.test("sets a password after the passkey is shown, and tells the owner", async () => {
  await using site = await openSite();
  const { visitor, authenticator, proof } = await clarasPasskey(site);
  const elsewhere = site.visitor();
  await statusOf(logInByPasskey(site, elsewhere, authenticator));
  const asked = await visitor.post(SET, { password });
  assert.equal(asked.status, 403);
  const html = await asked.text();
  assert.match(html, sentence(stepUp.factorTitle));
  assert.doesNotMatch(html, /type="password"/);
  assert.equal((await accountAt(site, address))?.passwordHash, "");

  const short = { password: "seven c", ...await proof() };
  assert.equal(await statusOf(visitor.post(SET, short)), 422);
  const answer = await visitor.post(SET, { password });
  assert.equal(answer.headers.get("location"), "/account");
  assert.equal(await statusOf(visitor.get(GUARDED_PAGE)), 200);
  assert.equal(await statusOf(elsewhere.get(GUARDED_PAGE)), 303);
  const mail = await site.mailTo(address);
  assert.equal(mail.subject, messages.mails.passwordChanged.subject);
  assert.ok(secureAccountLinkIn(mail));
  assert.ok((await kindsAt(site, address)).includes("password_added"));
  await site.visitor().logIn(CLARA_LOGIN);
  const html2 = await textOf(visitor.get("/account/password"));
  assert.match(html2, sentence(messages.newPassword.title));
  const again = await visitor.post(SET, {
    password: "another horse",
    ...await proof(),
  });
  assert.equal(again.headers.get("location"), "/account/password");
  await site.visitor().logIn(CLARA_LOGIN);
});

Deno.test("an account with a passkey can remove its password, but not with the password alone", async () => {
  await using site = await openSite();
  const { visitor, authenticator, proof } = await clarasPasskey(site);
  site.clock.advance(20 * MINUTE);
  await statusOf(visitor.post(SET, { password, ...await proof() }));
  const thief = site.visitor();
  await thief.logIn(CLARA_LOGIN);
  const stolen = { step_up_password: password };
  assert.equal(await statusOf(thief.post(REMOVE, stolen)), 403);
  assert.notEqual((await accountAt(site, address))?.passwordHash, "");

  const html = await textOf(visitor.get("/account/password"));
  assert.match(html, new RegExp(`href="${REMOVE}"`));
  const answer = await visitor.post(REMOVE, await proof());
  assert.equal(answer.headers.get("location"), "/account");
  assert.equal((await accountAt(site, address))?.passwordHash, "");
  assert.equal(await statusOf(visitor.get(GUARDED_PAGE)), 200);
  assert.equal(await statusOf(thief.get(GUARDED_PAGE)), 303);
  const login = site.visitor().post("/auth/login", CLARA_LOGIN);
  assert.equal(await statusOf(login), 401);
  assert.ok((await kindsAt(site, address)).includes("password_removed"));

  const mail = await site.mailTo(address);
  assert.equal(mail.subject, messages.mails.passwordRemoved.subject);
  const owner = site.visitor();
  const token = tokenIn(secureAccountLinkIn(mail));
  const secured = await owner.post("/auth/secure-account", { token });
  const recovery = tokenIn(secured.headers.get("location") ?? "");
  const fields = { token: recovery, password: "battery moonlight" };
  assert.equal(await statusOf(owner.post("/auth/recover/new", fields)), 303);
  assert.equal(await statusOf(visitor.get(GUARDED_PAGE)), 303);
  await site.visitor().logIn({ ...CLARA_LOGIN, password: fields.password });
  const later = await logInByPasskey(site, site.visitor(), authenticator);
  assert.equal(later.status, 303);
});

Deno.test("an account without a passkey keeps its password", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const html = await textOf(anna.get("/account/password"));
  assert.doesNotMatch(html, new RegExp(REMOVE));
  for (const answer of [await anna.get(REMOVE), await anna.post(REMOVE, {})]) {
    assert.equal(answer.headers.get("location"), "/account/password");
  }
  const set = await anna.post(SET, { password: "battery moonlight" });
  assert.equal(set.headers.get("location"), "/account/password");
  await site.visitor().logIn(ANNA);
});

Deno.test("deletes the account after the passkey is shown", async () => {
  await using site = await openSite();
  const { visitor, authenticator, proof } = await clarasPasskey(site);
  const asked = await visitor.post("/account/delete", { password: "" });
  assert.equal(asked.status, 403);
  assert.match(await asked.text(), sentence(stepUp.factorTitle));
  assert.equal((await accountAt(site, address))?.deleteAfter, null);
  const page = { step_up_return: "", ...await proof() };
  await statusOf(visitor.post("/account/delete", page));
  const html = await textOf(visitor.get("/account/delete"));
  assert.doesNotMatch(html, /type="password"/);
  assert.equal(await statusOf(visitor.post("/account/delete", {})), 200);
  assert.notEqual((await accountAt(site, address))?.deleteAfter, null);
  const again = await logInByPasskey(site, site.visitor(), authenticator);
  assert.equal(again.status, 303);
  assert.equal((await accountAt(site, address))?.deleteAfter, null);
});

Deno.test("exports after the passkey is shown, and the export says so", async () => {
  await using site = await openSite();
  const { visitor, proof } = await clarasPasskey(site);
  assert.equal(await statusOf(visitor.post("/account/export", {})), 403);
  const response = await visitor.post("/account/export", await proof());
  const { account } = await response.json();
  assert.equal(account.passwordSet, false);
});

Deno.test("moves to another address, also by a link opened elsewhere with the passkey", async () => {
  await using site = await openSite();
  const { visitor, authenticator, proof } = await clarasPasskey(site);
  for (const moved of ["clara@new.example", "clara@newer.example"]) {
    const fields = { address: moved, ...await proof() };
    assert.equal(await statusOf(visitor.post("/account/address", fields)), 200);
    const token = tokenIn(linkIn(await site.mailTo(moved)));
    if (moved === "clara@new.example") {
      const here = visitor.post("/auth/address", { token });
      assert.equal(await statusOf(here), 303);
      continue;
    }
    const phone = site.visitor();
    const html = await textOf(phone.get(`/auth/address?token=${token}`));
    assert.match(html, sentence(passwordless.newAddress.explained));
    const wrongs: Record<string, string>[] = [
      {},
      { password },
      { factor: "passkeys", proof: "{}" },
    ];
    for (const wrong of wrongs) {
      const sent = phone.post("/auth/address", { token, ...wrong });
      assert.equal(await statusOf(sent), 422);
    }
    const { step_up_proof } = await proof();
    const sent = { token, factor: "passkeys", proof: step_up_proof };
    assert.equal(await statusOf(phone.post("/auth/address", sent)), 200);
  }
  const { id } = await userAt(site, "clara@newer.example");
  const later = await logInByPasskey(site, site.visitor(), authenticator);
  assert.equal(later.status, 303);
  assert.equal((await accountAt(site, "clara@newer.example"))?.id, id);
});

Deno.test("a password opens nothing, by form or by program", async () => {
  await using site = await openSite();
  await clarasPasskey(site);
  for (const typed of [password, "", " "]) {
    const fields = { ...CLARA_LOGIN, password: typed };
    const form = await statusOf(site.visitor().post("/auth/login", fields));
    assert.equal(form, typed === "" ? 422 : 401);
    const response = await site.visitor().post("/token", fields);
    assert.equal(response.status, 400);
    const unknown = { ...fields, username: "nobody@example.com" };
    const other = await site.visitor().post("/token", unknown);
    assert.deepEqual(await response.json(), await other.json());
  }
});

Deno.test("a recovery sets a password, and the passkey still works", async () => {
  await using site = await openSite();
  const { authenticator } = await clarasPasskey(site);
  const owner = site.visitor();
  await statusOf(owner.post("/auth/recover", { address }));
  const token = tokenIn(linkIn(await site.mailTo(address)));
  const answer = owner.post("/auth/recover/new", { token, password });
  assert.equal(await statusOf(answer), 303);
  assert.equal(await statusOf(owner.get(GUARDED_PAGE)), 200);
  await site.visitor().logIn(CLARA_LOGIN);
  const again = await logInByPasskey(site, site.visitor(), authenticator);
  assert.equal(again.status, 303);
});

const testLoginLink = HAS_LOGIN_LINK ? Deno.test : Deno.test.ignore;

testLoginLink("an emailed link logs in when the passkey is lost", async () => {
  await using site = await openSite();
  await clarasPasskey(site);
  const owner = site.visitor();
  await statusOf(owner.post("/auth/link", { address }));
  const token = tokenIn(linkIn(await site.mailTo(address)));
  await statusOf(owner.post("/auth/link/open", { token }));
  assert.equal(await statusOf(owner.get(GUARDED_PAGE)), 200);
  assert.equal((await accountAt(site, address))?.passwordHash, "");
});

testLoginLink(
  "without a password and a factor, step-up says what to do",
  async () => {
    const features = SITE.features.filter(({ name }) => name !== "email_code");
    await using site = await openSite({ site: { ...SITE, features } });
    const services = site.services as TestServices;
    await addUser(services, { address, passwordHash: "" });
    const clara = site.visitor();
    await statusOf(clara.post("/auth/link", { address }));
    const link = tokenIn(linkIn(await site.mailTo(address)));
    await statusOf(clara.post("/auth/link/open", { token: link }));
    const html = await textOf(clara.get("/account/export"));
    assert.match(html, sentence(passwordless.stepUp.nothing));
    assert.match(html, /href="\/auth\/recover"/);
    assert.doesNotMatch(html, /type="password"/);
    const empty = { step_up_password: "" };
    assert.equal(await statusOf(clara.post("/account/delete", empty)), 403);
    site.clock.advance(MINUTE);
    await statusOf(clara.post("/auth/recover", { address }));
    const token = tokenIn(linkIn(await site.mailTo(address)));
    await statusOf(clara.post("/auth/recover/new", { token, password }));
    assert.equal(await statusOf(clara.get("/account/export")), 200);
  },
);

Deno.test("an unconfirmed sign-up by passkey is removed like any other", async () => {
  await using site = await openSite();
  const { expireUnconfirmedAccounts } = await import(
    "../../lib/latchkey/features/sign_up/unverified_accounts.ts"
  );
  const { signUpByPasskey } = await import("../routes/passkey_sign_up.ts");
  const { authenticator, link } = await signUpByPasskey(site);
  site.clock.advance(8 * DAY);
  await expireUnconfirmedAccounts(site.services);
  const late = site.visitor().get(link);
  assert.equal(await statusOf(late), 410);
  const login = await logInByPasskey(site, site.visitor(), authenticator);
  assert.notEqual(login.status, 303);
});
