/** The "This wasn't me" link in an email to the account's current address. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import {
  ANNA,
  BERT,
  openSite,
  secureAccountLinkIn,
  type Site,
} from "../site.ts";
import { HAS_LOGIN_LINK, LINK_PAGES } from "../site_features.ts";
import { isLoggedIn } from "./account_password.ts";
import { withoutBack } from "./mailed_link.ts";
import {
  askForAddress,
  at,
  DAY,
  kindsAt,
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "./own_account.ts";
import { withoutNonce } from "./sign_up.ts";

const PAGE = "/auth/secure-account";

/**
 * Anna logs in, then someone else with her password; she is notified with a
 * link.
 */
async function loggedInByThief(): Promise<
  { site: Site; link: string } & Visitors
> {
  const site = await openSite();
  const owner = site.visitor();
  await owner.logIn(ANNA);
  site.clock.advance(MINUTE);
  const thief = site.visitor();
  const headers = { "user-agent": "curl/8.5.0" };
  await statusOf(thief.post("/auth/login", ANNA, headers));
  assert.ok(await isLoggedIn(thief));
  const link = secureAccountLinkIn(await site.mailTo(ANNA.username));
  return {
    site,
    link,
    owner,
    thief,
    [Symbol.asyncDispose]: site[Symbol.asyncDispose],
  };
}

type Visitors =
  & { owner: ReturnType<Site["visitor"]>; thief: ReturnType<Site["visitor"]> }
  & AsyncDisposable;

Deno.test("explains what the button does, and changes nothing when opened by a mail scanner", async () => {
  await using context = await loggedInByThief();
  const { site, link, owner, thief } = context;
  for (let times = 0; times < 3; times++) {
    const html = await textOf(site.visitor().get(link));
    assert.match(html, sentence(messages.secureAccount.send));
    assert.match(html, sentence(messages.secureAccount.loggedOut));
    assert.doesNotMatch(html, sentence(messages.secureAccount.address));
    assert.doesNotMatch(html, /<script/);
  }
  assert.ok(await isLoggedIn(owner));
  assert.ok(await isLoggedIn(thief));
});

Deno.test("ends all sessions, makes the password unusable and asks for a new one", async () => {
  await using context = await loggedInByThief();
  const { site, link, owner, thief } = context;
  const response = await owner.post(PAGE, { token: tokenIn(link) });
  assert.equal(response.status, 303);
  assert.ok(!await isLoggedIn(thief));
  assert.ok(!await isLoggedIn(owner));
  assert.equal((await userAt(site, ANNA.username)).passwordHash, "");
  assert.equal(await statusOf(thief.post("/auth/login", ANNA)), 401);
  assert.ok((await kindsAt(site, ANNA.username)).includes("secure_account"));

  const location = response.headers.get("location")!;
  assert.match(location, /^\/auth\/recover\/new\?token=/);
  const password = "tractor moonlight";
  await statusOf(owner.post("/auth/recover/new", {
    token: tokenIn(location),
    password,
  }));
  assert.ok(await isLoggedIn(owner));
  await site.visitor().logIn(at(ANNA.username, password));
});

Deno.test("keeps the token out of the Referer header", async () => {
  await using context = await loggedInByThief();
  const { headers, body } = await context.site.visitor().get(context.link);
  await body?.cancel();
  assert.equal(headers.get("referrer-policy"), "strict-origin");
});

Deno.test("forgets all known browsers", async () => {
  await using context = await loggedInByThief();
  const { site, link, thief } = context;
  const before = await userAt(site, ANNA.username);
  await statusOf(thief.post(PAGE, { token: tokenIn(link) }));
  const after = await userAt(site, ANNA.username);
  assert.equal(after.credentialEpoch, before.credentialEpoch + 1);
  assert.equal(after.sessionEpoch, before.sessionEpoch + 1);
});

Deno.test("revokes links sent to the thief", async () => {
  await using context = await loggedInByThief();
  const { site, link, thief } = context;
  const change = await askForAddress(site, thief, "evil@example.net");
  for (const path of LINK_PAGES) {
    await statusOf(thief.post(path, { address: ANNA.username }));
  }
  await site.services.mail.settled();
  const { id } = await userAt(site, ANNA.username);
  const purposes = async () => {
    const tokens = await site.services.store.oneTimeTokens.listOf(id);
    return tokens.map(({ purpose }) => purpose).toSorted();
  };
  assert.deepEqual(await purposes(), [
    "change_address",
    ...HAS_LOGIN_LINK ? ["login_link"] : [],
    "recover",
    "secure_account",
  ]);
  await statusOf(site.visitor().post(PAGE, { token: tokenIn(link) }));
  assert.deepEqual(await purposes(), ["recover"], "the owner's new one");
  assert.equal(await statusOf(site.visitor().get(change)), 410);
  assert.equal((await userAt(site, ANNA.username)).address, ANNA.username);
});

Deno.test("cancels a deletion that the thief requested", async () => {
  await using context = await loggedInByThief();
  const { site, link, thief } = context;
  const { password } = ANNA;
  assert.equal(
    await statusOf(thief.post("/account/delete", { password })),
    200,
  );
  site.clock.advance(6 * DAY);
  await statusOf(site.visitor().post(PAGE, { token: tokenIn(link) }));
  assert.equal((await userAt(site, ANNA.username)).deleteAfter, null);
});

Deno.test("accepts the link once within seven days", async () => {
  await using context = await loggedInByThief();
  const { site, link } = context;
  site.clock.advance(7 * DAY - MINUTE);
  assert.equal(await statusOf(site.visitor().get(link)), 200);
  site.clock.advance(MINUTE);
  assert.equal(await statusOf(site.visitor().get(link)), 410);
  const token = tokenIn(link);
  assert.equal(await statusOf(site.visitor().post(PAGE, { token })), 410);
  assert.notEqual((await userAt(site, ANNA.username)).passwordHash, "");
});

Deno.test("secures the account once when the button is pressed twice at the same time", async () => {
  await using context = await loggedInByThief();
  const { site, link } = context;
  const token = tokenIn(link);
  const answers = await Promise.all(
    [1, 2].map(() => site.visitor().post(PAGE, { token })),
  );
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(statuses.toSorted(), [303, 410]);
  assert.match(
    await answers[statuses.indexOf(410)].text(),
    sentence(messages.secureAccount.deadLink),
  );
});

Deno.test("gives the same answer for a used, expired or invalid link", async () => {
  await using context = await loggedInByThief();
  const { site, link } = context;
  await statusOf(site.visitor().post(PAGE, { token: tokenIn(link) }));
  const pages = [];
  for (const token of [tokenIn(link), "x".repeat(43), "", "<b>"]) {
    const path = `${PAGE}?token=${encodeURIComponent(token)}`;
    for (const method of ["get", "post"] as const) {
      const response = method === "get"
        ? await site.visitor().get(path)
        : await site.visitor().post(PAGE, { token });
      assert.equal(response.status, 410);
      pages.push(withoutNonce(withoutBack(await response.text())));
    }
  }
  assert.equal(new Set(pages).size, 1);
});

Deno.test("leaves other accounts unchanged", async () => {
  await using context = await loggedInByThief();
  const { site, link } = context;
  const bert = site.visitor();
  await bert.logIn(BERT);
  const before = await userAt(site, BERT.username);
  await statusOf(bert.post(PAGE, { token: tokenIn(link) }));
  assert.deepEqual(await userAt(site, BERT.username), before);
  assert.ok(await isLoggedIn(bert));
});
