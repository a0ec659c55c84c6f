/** What every page says to who has not confirmed the address, and the site map. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { textOf, userAt } from "./own_account.ts";

const BANNER = sentence(messages.site.banner.sent);

/** Anna in a browser, and whether her address is confirmed for the setting to say. */
async function loggedIn(change: {
  verifiedAt?: null;
} = {}, ...overrides: Parameters<typeof openSite>) {
  const site = await openSite(...overrides);
  const { id } = await userAt(site, ANNA.username);
  await site.services.store.users.update(id, change);
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  return { site, visitor, [Symbol.asyncDispose]: site[Symbol.asyncDispose] };
}

Deno.test("every page reminds of an address that is not confirmed, with the way to do it", async () => {
  await using context = await loggedIn({ verifiedAt: null });
  const { visitor } = context;
  for (
    const path of ["/", "/account", "/account/name", "/nowhere"]
  ) {
    const html = await textOf(visitor.get(path));
    assert.match(html, BANNER);
    assert.match(html, /<b>Anna@example\.com<\/b>/);
    assert.match(html, /href="\/auth\/verify"/);
  }
  const account = await textOf(visitor.get("/account"));
  assert.match(account, sentence(messages.account.unconfirmed));
});

Deno.test("the page where it is confirmed does not", async () => {
  await using context = await loggedIn({ verifiedAt: null });
  const html = await textOf(context.visitor.get("/auth/verify"));
  assert.doesNotMatch(html, BANNER);
});

Deno.test("nor does any page to who has confirmed it, or is not logged in", async () => {
  await using context = await loggedIn();
  const { site, visitor } = context;
  for (const browser of [visitor, site.visitor()]) {
    assert.doesNotMatch(await textOf(browser.get("/")), BANNER);
  }
  const account = await textOf(visitor.get("/account"));
  assert.doesNotMatch(account, sentence(messages.account.unconfirmed));
  assert.doesNotMatch(account, /\/auth\/verify/);
});

Deno.test("where no mail can be sent, none is said to have been", async () => {
  const nothing = () => Promise.resolve();
  const mail = {
    enabled: false,
    mailbox: null,
    reaches: () => Promise.resolve(true),
    send: nothing,
    deliver: nothing,
    settled: nothing,
  };
  await using context = await loggedIn({ verifiedAt: null }, { mail });
  assert.doesNotMatch(await textOf(context.visitor.get("/")), BANNER);
});

Deno.test("it leads strangers to sign up, unless nobody can", async () => {
  for (const signUp of ["open", "invite", "closed"] as const) {
    await using context = await loggedIn({}, { settings: { signUp } });
    const { site, visitor } = context;
    const html = await textOf(site.visitor().get("/"));
    assert.equal(/href="\/auth\/signup"/.test(html), signUp !== "closed");
    assert.doesNotMatch(await textOf(visitor.get("/")), /\/auth\/signup/);
  }
});
