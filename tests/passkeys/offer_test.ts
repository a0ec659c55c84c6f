/** Offering a passkey after a login with a password. */
import assert from "node:assert/strict";
import { messages } from "../pages.ts";
import { MINUTE, statusOf, textOf } from "../routes/own_account.ts";
import { addPasskey } from "../routes/passkey.ts";
import { ANNA, BERT, openSite, type Visitor } from "../site.ts";

/** What the login form says in a browser that has passkeys. */
const SUPPORT = { has_passkeys: "yes" };

const DECLINE = "/auth/passkey/decline";

async function isOffered(visitor: Visitor, page = "/private") {
  return (await textOf(visitor.get(page))).includes(DECLINE);
}

Deno.test("a passkey is offered in the first minutes after a login", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  assert.equal(await isOffered(anna, "/auth/login"), false);
  await anna.logIn(ANNA, SUPPORT);
  assert.equal(await isOffered(anna), true);
  assert.equal(await isOffered(anna, "/account/passkeys"), false);
  site.clock.advance(2 * MINUTE);
  assert.equal(await isOffered(anna), false);
});

Deno.test("declining is for good, and for one account", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA, SUPPORT);
  const declined = await anna.post(DECLINE, { back: "/private" });
  assert.equal(declined.status, 303);
  assert.equal(declined.headers.get("location"), "/private");
  assert.equal(await isOffered(anna), false);
  for (const [who, expected] of [[ANNA, false], [BERT, true]] as const) {
    const visitor = site.visitor();
    await visitor.logIn(who, SUPPORT);
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

Deno.test("someone who has a passkey is offered none", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA, SUPPORT);
  await addPasskey(anna);
  assert.equal(await isOffered(anna), false);
  await statusOf(anna.post("/auth/logout", {}));
  await anna.logIn(ANNA, SUPPORT);
  assert.equal(await isOffered(anna), false);
});

Deno.test("nothing is offered to a browser that doesn't say that it has passkeys", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  assert.equal(await isOffered(anna), false);
});

Deno.test("the offer needs no script, and leads to the page that adds a passkey", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA, SUPPORT);
  const html = await textOf(anna.get("/private"));
  assert.doesNotMatch(html, /<script/);
  assert.ok(html.includes(messages.passkeys.offer.add));
  assert.match(html, /href="\/account\/passkeys\/new"/);
});
