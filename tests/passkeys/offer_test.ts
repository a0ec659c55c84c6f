/** Offering a passkey after a login with a password. */
import assert from "node:assert/strict";
import { messages } from "../pages.ts";
import { statusOf, textOf } from "../routes/own_account.ts";
import { addPasskey } from "../routes/passkey.ts";
import { ANNA, BERT, openSite, type Visitor } from "../site.ts";

const DECLINE = "/auth/passkey/decline";

async function isOffered(visitor: Visitor, page = "/private") {
  return (await textOf(visitor.get(page))).includes(DECLINE);
}

Deno.test("a passkey is offered after a login, until the cookie expires", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  assert.equal(await isOffered(anna, "/auth/login"), false);
  const response = await anna.logIn(ANNA);
  const cookie = response.headers.getSetCookie()
    .find((line) => line.startsWith("passkey_offer"));
  assert.match(cookie ?? "", /max-age=120.*httponly/i);
  assert.equal(await isOffered(anna), true);
  assert.equal(await isOffered(anna, "/account/passkeys"), false);
  anna.cookies.delete("passkey_offer");
  assert.equal(await isOffered(anna), false);
});

Deno.test("declining is for good, and for one account", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const declined = await anna.post(DECLINE, { back: "/private" });
  assert.equal(declined.status, 303);
  assert.equal(declined.headers.get("location"), "/private");
  assert.equal(await isOffered(anna), false);
  for (const [who, expected] of [[ANNA, false], [BERT, true]] as const) {
    const visitor = site.visitor();
    await visitor.logIn(who);
    assert.equal(await isOffered(visitor), expected);
  }
});

Deno.test("declining leads nowhere else, and needs no account", async () => {
  await using site = await openSite();
  const response = await site.visitor()
    .post(DECLINE, { back: "https://evil.example" });
  assert.equal(response.headers.get("location"), "/");
  await response.body?.cancel();
});

Deno.test("whoever has a passkey is offered none", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  await addPasskey(anna);
  assert.equal(await isOffered(anna), false);
  await statusOf(anna.post("/auth/logout", {}));
  await anna.logIn(ANNA);
  assert.equal(await isOffered(anna), false);
});

Deno.test("an offer to one account isn't shown to the next", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  await statusOf(visitor.post(DECLINE, {}));
  const other = site.visitor();
  await other.logIn(BERT);
  visitor.cookies.set("passkey_offer", other.cookies.get("passkey_offer")!);
  assert.equal(await isOffered(visitor), false);
});

Deno.test("the offer is hidden until the browser is known to have passkeys", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const html = await textOf(anna.get("/private"));
  assert.match(html, /<aside class="banner passkey"[^>]* hidden/);
  assert.ok(html.includes(messages.passkeys.offer.add));
});
