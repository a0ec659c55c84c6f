/** The whole site with a certified OpenID provider over HTTP. */
import assert from "node:assert/strict";
import { readSettings } from "@latchkey/core";
import { openIdServer } from "@latchkey/core/testing";
import { site as SITE } from "../../lib/site.ts";
import { MINUTE, textOf, userAt } from "../routes/own_account.ts";
import { ANNA, BERT, openSite, type Visitor } from "../site.ts";

const LOGINS = "/account/logins";

/** People at the provider. Anna has her address there, too. */
const ACCOUNTS = [
  {
    sub: "ada",
    email: "ada@example.com",
    email_verified: true,
    name: "Ada Lovelace",
    preferred_username: "ada",
    amr: ["pwd", "mfa"],
  },
  { sub: "anna", email: ANNA.username, email_verified: true },
  { sub: "eve", email: BERT.username, email_verified: false },
];

type OpenSite = Awaited<ReturnType<typeof open>>;

/** Opens the site at the present time, with a provider. */
async function open(extra: Readonly<Record<string, string>> = {}) {
  const acme = await openIdServer({ accounts: ACCOUNTS });
  const env = { APP_ENV: "test", BCRYPT_COST: "4", ...acme.settings, ...extra };
  const { features } = readSettings(SITE, env);
  const site = await openSite({ settings: { features } });
  site.clock.advance(Date.now() - site.services.now());
  return {
    ...site,
    acme,
    async [Symbol.asyncDispose]() {
      await site[Symbol.asyncDispose]();
      await acme[Symbol.asyncDispose]();
    },
  };
}

/** Goes to the provider, and returns the path to which it sends the person back. */
async function callbackFor(
  { acme }: OpenSite,
  visitor: Visitor,
  account: string,
  fields: Record<string, string> = {},
  path = "/auth/provider/acme",
): Promise<string> {
  const begun = await visitor.post(path, fields);
  await begun.body?.cancel();
  assert.equal(begun.status, 303);
  const { pathname, search } = new URL(
    await acme.browser().logIn(begun.headers.get("location"), account),
  );
  return pathname + search;
}

/** Goes to the provider and back. */
async function logIn(
  site: OpenSite,
  visitor: Visitor,
  account: string,
  fields?: Record<string, string>,
  path?: string,
): Promise<Response> {
  return await visitor.get(
    await callbackFor(site, visitor, account, fields, path),
  );
}

function locationOf({ status, headers }: Response): string | null {
  assert.equal(status, 303);
  return headers.get("location");
}

Deno.test("signs a person up with the first login, and logs them in with the next", async () => {
  await using site = await open();
  const first = site.visitor();
  const next = { next: "/private" };
  assert.equal(locationOf(await logIn(site, first, "ada", next)), "/private");
  const { id, name, verifiedAt, passwordHash } = await userAt(
    site,
    "ada@example.com",
  );
  assert.deepEqual([name, passwordHash], ["Ada Lovelace", ""]);
  assert.ok(verifiedAt);
  const second = site.visitor();
  assert.equal(locationOf(await logIn(site, second, "ada")), "/");
  assert.equal((await userAt(site, "ada@example.com")).id, id);
  assert.match(await textOf(second.get("/account")), /ada@example\.com/);
});

Deno.test("links and unlinks a login", async () => {
  await using site = await open();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const link = { link: "acme" };
  assert.equal(
    locationOf(await logIn(site, anna, "ada", link, LOGINS)),
    LOGINS,
  );
  const html = await textOf(anna.get(LOGINS));
  assert.match(html, /<bdi>ada<\/bdi>/);
  const elsewhere = site.visitor();
  await (await logIn(site, elsewhere, "ada")).body?.cancel();
  assert.match(await textOf(elsewhere.get("/account")), /Anna@example\.com/);

  const bert = site.visitor();
  await bert.logIn(BERT);
  const refused = await logIn(site, bert, "ada", link, LOGINS);
  assert.equal(refused.status, 409);
  assert.match(await textOf(refused), /already linked to another account/);

  const [, unlink = ""] = /name="unlink" value="([^"]+)"/.exec(html) ?? [];
  const unlinked = await anna.post(LOGINS, { unlink });
  assert.equal(unlinked.status, 303);
  await (await logIn(site, site.visitor(), "ada")).body?.cancel();
  assert.ok(await userAt(site, "ada@example.com")); // An account of its own now.
});

Deno.test("asks the owner of the address to log in first", async () => {
  await using site = await open();
  const visitor = site.visitor();
  const answered = await logIn(site, visitor, "anna", { next: "/private" });
  assert.equal(locationOf(answered), "/auth/provider/link");
  assert.ok(!visitor.cookies.has("access_token"));
  await visitor.logIn(ANNA);
  const linked = await visitor.post("/account/logins/link", {});
  assert.equal(locationOf(linked), "/private");
  const next = site.visitor();
  assert.equal(locationOf(await logIn(site, next, "anna")), "/");
});

Deno.test("gives nobody an account by an address that isn't verified", async () => {
  await using site = await open();
  const eve = site.visitor();
  const answered = await logIn(site, eve, "eve");
  assert.equal(locationOf(answered), "/auth/provider/sign-up");
  assert.ok(!eve.cookies.has("access_token"));
});

Deno.test("shows pages for a login that was cancelled, changed or too late", async () => {
  await using site = await open();
  const visitor = site.visitor();
  const statusOf = async (path: string) => {
    const response = await visitor.get(path);
    const html = await textOf(response);
    assert.match(html, /<h1>[^<]+<\/h1>/);
    return response.status;
  };
  assert.ok(await statusOf(await callbackFor(site, visitor, "")) >= 200);
  const changed = await callbackFor(site, visitor, "ada");
  assert.ok(await statusOf(changed.replace(/code=\w/, "code=_")) >= 400);
  const mixed = changed.replace(/iss=[^&]+/, "iss=https%3A%2F%2Fevil.example");
  assert.ok(await statusOf(mixed) >= 400);
  const late = await callbackFor(site, visitor, "ada");
  site.clock.advance(11 * MINUTE);
  assert.ok(await statusOf(late) >= 400);
  assert.ok(
    await statusOf("/auth/provider/acme/callback?code=a&state=b") >= 400,
  );
  assert.ok(!visitor.cookies.has("access_token"));
});

Deno.test("logs in from two tabs, and goes on after the back button", async () => {
  await using site = await open();
  const visitor = site.visitor();
  const first = await callbackFor(site, visitor, "ada", { next: "/private" });
  const second = await callbackFor(site, visitor, "ada", { next: "/account" });
  assert.equal(locationOf(await visitor.get(second)), "/account");
  assert.equal(locationOf(await visitor.get(first)), "/private");
  assert.equal(locationOf(await visitor.get(first)), "/private");
});

Deno.test("keeps working when the provider rotates its key, and while the clock is a little wrong", async () => {
  await using site = await open();
  for (const ms of [0, -50_000, 100_000]) {
    site.clock.advance(ms);
    assert.equal(locationOf(await logIn(site, site.visitor(), "ada")), "/");
    await site.acme.rotateKeys();
  }
});

Deno.test("a provider that is down or slow holds up nobody else", async () => {
  await using site = await open();
  site.acme.fail(true);
  const visitor = site.visitor();
  const failed = await visitor.post("/auth/provider/acme", {});
  assert.ok(failed.status >= 500, `${failed.status}`);
  assert.match(await textOf(failed), /<h1>[^<]+<\/h1>/);
  site.acme.fail(false);
  site.clock.advance(MINUTE);

  const callback = await callbackFor(site, visitor, "ada");
  site.acme.delay(6_000);
  const slow = visitor.get(callback);
  const start = performance.now();
  await site.visitor().logIn(ANNA);
  assert.ok(performance.now() - start < 3_000);
  const answered = await slow;
  assert.ok(performance.now() - start < 6_500);
  assert.ok(answered.status >= 500, `${answered.status}`);
  await answered.body?.cancel();
  site.acme.delay(0);
});

Deno.test("counts the provider's second factor if the settings trust it", async () => {
  for (const trusts of ["no", "yes"]) {
    await using site = await open({ ACME_TRUST_SECOND_FACTOR: trusts });
    await (await logIn(site, site.visitor(), "ada")).body?.cancel();
    const { id } = await userAt(site, "ada@example.com");
    const [session] = await site.services.store.sessions.listOf(id);
    assert.equal(session.factorAt > 0, trusts === "yes");
  }
});
