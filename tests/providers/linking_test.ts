/** Linking logins to accounts, and unlinking them. */
import assert from "node:assert/strict";
import { MINUTE, textOf, userAt } from "../routes/own_account.ts";
import {
  comeBack,
  type FakeSite,
  openFakeSite,
} from "../routes/login_provider.ts";
import { ANNA, BERT, openSite, type Visitor } from "../site.ts";

const LOGINS = "/account/logins";
const LINK = { link: "fake" };
const AS_ANNA = { address: ANNA.username, username: "anna" };

async function loggedIn(site: FakeSite, who = ANNA): Promise<Visitor> {
  const visitor = site.visitor();
  await visitor.logIn(who);
  return visitor;
}

/** Links the fake login to an account. */
async function link(site: FakeSite, visitor: Visitor): Promise<Response> {
  return await comeBack(site, visitor, LINK, LOGINS);
}

/** The value of a login's unlink button. */
async function linkedId(visitor: Visitor): Promise<string> {
  const html = await textOf(visitor.get(LOGINS));
  return /name="unlink" value="([^"]+)"/.exec(html)?.[1] ?? "";
}

Deno.test("links a login, which then logs in, and unlinks it", async () => {
  await using site = await openFakeSite();
  site.provider.answer({ address: "other@example.com", username: "anna" });
  const anna = await loggedIn(site);
  assert.match(await textOf(anna.get(LOGINS)), /haven(?:'|&#39;)t linked/);
  const linked = await link(site, anna);
  assert.equal(linked.status, 303);
  assert.equal(linked.headers.get("location"), LOGINS);
  const html = await textOf(anna.get(LOGINS));
  assert.match(html, /Your login was linked/);
  assert.match(html, /<bdi>anna<\/bdi>/);
  assert.match(await textOf(anna.get("/account")), /You have 1 linked login/);

  const elsewhere = site.visitor();
  await (await comeBack(site, elsewhere)).body?.cancel();
  assert.match(await textOf(elsewhere.get("/account")), /Anna@example\.com/);

  const unlinked = await anna.post(LOGINS, { unlink: await linkedId(anna) });
  assert.equal(unlinked.status, 303);
  assert.match(await textOf(anna.get(LOGINS)), /The login was unlinked/);
  const gone = await anna.post(LOGINS, { unlink: "none" });
  assert.equal(gone.status, 404);
  assert.match(await textOf(gone), /no longer linked/);
});

Deno.test("asks for a recent proof before it links or unlinks", async () => {
  await using site = await openFakeSite();
  const anna = await loggedIn(site);
  site.clock.advance(11 * MINUTE);
  for (const fields of [LINK, { unlink: "none" }]) {
    const asked = await anna.post(LOGINS, fields);
    assert.equal(asked.status, 403);
    const policy = asked.headers.get("content-security-policy") ?? "";
    assert.match(await textOf(asked), /name="step_up_password"/);
    // The form of that page leads to the provider.
    assert.match(policy, /form-action 'self' https:\/\/fake\.example/);
  }
  const proof = { ...LINK, step_up_password: ANNA.password };
  const linked = await comeBack(site, anna, proof, LOGINS);
  assert.equal(linked.headers.get("location"), LOGINS);
});

Deno.test("doesn't unlink the only way to log in", async () => {
  await using site = await openFakeSite();
  const ada = site.visitor();
  await (await comeBack(site, ada)).body?.cancel();
  const kept = await ada.post(LOGINS, { unlink: await linkedId(ada) });
  assert.equal(kept.status, 409);
  assert.match(await textOf(kept), /This is your only way to log in/);
  assert.notEqual(await linkedId(ada), "");
});

Deno.test("doesn't link a login that another account has", async () => {
  await using site = await openFakeSite();
  site.provider.answer(AS_ANNA);
  await (await link(site, await loggedIn(site))).body?.cancel();
  const bert = await loggedIn(site, BERT);
  const refused = await link(site, bert);
  assert.equal(refused.status, 409);
  const html = await textOf(refused);
  assert.match(html, /already linked to another account/);
  assert.match(html, /href="\/account\/logins"/);
});

Deno.test("doesn't link a login to a session that has ended since", async () => {
  await using site = await openFakeSite();
  const anna = await loggedIn(site);
  const begun = await anna.post(LOGINS, LINK);
  const { pathname, search } = new URL(
    site.provider.callback(begun.headers.get("location")),
  );
  await anna.post("/auth/logout", {});
  const answered = await anna.get(pathname + search);
  assert.ok([403, 410].includes(answered.status), `${answered.status}`);
  await answered.body?.cancel();
  assert.ok(!anna.cookies.has("access_token"));
});

Deno.test("an account with the same address is linked after its owner has logged in", async () => {
  await using site = await openFakeSite();
  const { id } = await userAt(site, ANNA.username);
  site.provider.answer(AS_ANNA);
  const visitor = site.visitor();
  const answered = await comeBack(site, visitor, { next: "/private" });
  assert.equal(answered.headers.get("location"), "/auth/provider/link");
  assert.ok(!visitor.cookies.has("access_token"));
  const known = await textOf(visitor.get("/auth/provider/link"));
  assert.match(known, /You already have an account/);
  assert.match(known, /href="\/auth\/login\?next=%2Faccount%2Flogins%2Flink"/);

  await visitor.logIn(ANNA);
  const confirm = await textOf(visitor.get("/account/logins/link"));
  assert.match(confirm, /<h1>Link Fake\?<\/h1>/);
  assert.match(confirm, /href="\/private"/);
  const linked = await visitor.post("/account/logins/link", {});
  assert.equal(linked.status, 303);
  assert.equal(linked.headers.get("location"), "/private");

  const next = site.visitor();
  await (await comeBack(site, next)).body?.cancel();
  const { sub } = JSON.parse(
    atob(next.cookies.get("access_token")!.split(".")[1]),
  );
  assert.equal(sub, id);
});

Deno.test("doesn't offer the link to another account, or without a login that waits", async () => {
  await using site = await openFakeSite();
  const bert = await loggedIn(site, BERT);
  for (const path of ["/auth/provider/link", "/account/logins/link"]) {
    assert.equal((await bert.get(path)).status, 303);
  }
  site.provider.answer(AS_ANNA);
  bert.cookies.delete("access_token");
  await (await comeBack(site, bert)).body?.cancel();
  await bert.logIn(BERT);
  const html = await textOf(bert.get("/account/logins/link"));
  assert.match(html, /belongs with another account/);
  const sent = await bert.post("/account/logins/link", {});
  assert.equal(sent.headers.get("location"), LOGINS);
});

Deno.test("has no linked logins without a provider", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  assert.equal((await anna.get(LOGINS)).status, 404);
  assert.doesNotMatch(await textOf(anna.get("/account")), /logins/);
});

Deno.test("an account without a password confirms changes at the provider", async () => {
  await using site = await openFakeSite();
  const ada = site.visitor();
  await (await comeBack(site, ada)).body?.cancel();
  site.clock.advance(11 * MINUTE);
  const asked = await ada.get("/account/address");
  const policy = asked.headers.get("content-security-policy") ?? "";
  assert.match(policy, /form-action 'self' https:\/\/fake\.example/);
  const html = await textOf(asked);
  assert.match(html, /name="purpose" value="step_up"/);
  assert.match(html, /name="next" value="\/account\/address"/);
  const fields = { purpose: "step_up", next: "/account/address" };
  const confirmed = await comeBack(site, ada, fields);
  assert.equal(confirmed.headers.get("location"), "/account/address");
  const page = await textOf(ada.get("/account/address"));
  assert.doesNotMatch(page, /step_up/);

  site.clock.advance(11 * MINUTE);
  site.provider.answer({ subject: "another" });
  const other = await comeBack(site, ada, fields);
  assert.equal(other.status, 403);
  assert.match(await textOf(other), /isn(?:'|&#39;)t linked to this account/);
});
