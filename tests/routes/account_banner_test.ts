/** The banner about an unconfirmed address, and the site map. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { textOf, userAt } from "./own_account.ts";

const BANNER = sentence(messages.site.banner.sent);

/** Anna in a browser; `confirmed` sets whether her address is confirmed. */
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

Deno.test("shows a banner with a link on every page while the address is unconfirmed", async () => {
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

Deno.test("hides the banner on the page that confirms the address", async () => {
  await using context = await loggedIn({ verifiedAt: null });
  const html = await textOf(context.visitor.get("/auth/verify"));
  assert.doesNotMatch(html, BANNER);
});

Deno.test("hides the banner from strangers and from users with a confirmed address", async () => {
  await using context = await loggedIn();
  const { site, visitor } = context;
  for (const browser of [visitor, site.visitor()]) {
    assert.doesNotMatch(await textOf(browser.get("/")), BANNER);
  }
  const account = await textOf(visitor.get("/account"));
  assert.doesNotMatch(account, sentence(messages.account.unconfirmed));
  assert.doesNotMatch(account, /\/auth\/verify/);
});

Deno.test("doesn't claim that an email was sent when email is unavailable", async () => {
  const nothing = () => Promise.resolve();
  const mail = {
    enabled: false,
    mailbox: null,
    reaches: () => Promise.resolve(true),
    send: nothing,
    prepare: () => Promise.resolve(null),
    deliver: nothing,
    settled: nothing,
  };
  await using context = await loggedIn({ verifiedAt: null }, { mail });
  assert.doesNotMatch(await textOf(context.visitor.get("/")), BANNER);
});

Deno.test("links to sign-up for strangers unless sign-up is closed", async () => {
  for (const signUp of ["open", "invite", "closed"] as const) {
    await using context = await loggedIn({}, { settings: { signUp } });
    const { site, visitor } = context;
    const html = await textOf(site.visitor().get("/"));
    assert.equal(/href="\/auth\/signup"/.test(html), signUp !== "closed");
    assert.doesNotMatch(await textOf(visitor.get("/")), /\/auth\/signup/);
  }
});
