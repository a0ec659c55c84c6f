/** Several apps on one host, and browsers that don't keep cookies. */
import assert from "node:assert/strict";
import { parseSetCookie } from "cookie";
import { FORM_OWNER } from "@latchkey/core/forms";
import {
  CLARA,
  GUARDED_PAGE,
  LOGIN_TO_GUARDED_PAGE,
  messages,
} from "../pages.ts";
import {
  ANNA,
  codeIn,
  linkIn,
  openSite,
  type Site,
  type Visitor,
} from "../site.ts";
import { testLoginLink } from "../site_features.ts";
import { statusOf, textOf, tokenIn, userAt } from "./own_account.ts";

/** The fields sent by the login form. */
const FORM = { [FORM_OWNER]: "", ...ANNA, next: GUARDED_PAGE };

const { cookieBlocked } = messages.login;

/** A cookie jar shared by several sites on one host, by real cookie names. */
function sharedJar() {
  const jar = new Map<string, string>();
  return async (site: Site, path: string, fields?: Record<string, string>) => {
    const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
    const response = await site.fetch(path, {
      ...fields && { method: "POST", body: new URLSearchParams(fields) },
      headers: { cookie },
    });
    await response.body?.cancel();
    for (const line of response.headers.getSetCookie()) {
      const { name, value = "", maxAge } = parseSetCookie(line);
      if (maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    }
    return response.status;
  };
}

Deno.test("keeps login and device cookies of two sites on different ports of one host apart", async () => {
  await using one = await openSite({ settings: { port: 8000 } });
  await using two = await openSite({ settings: { port: 8001 } });
  const ask = sharedJar();
  assert.equal(await ask(one, "/auth/login", ANNA), 303);
  assert.equal(await ask(two, GUARDED_PAGE), 303);
  assert.equal(await ask(one, GUARDED_PAGE), 200);
  assert.equal(await ask(two, "/auth/login", ANNA), 303);
  assert.equal(await ask(two, "/auth/logout", {}), 303);
  assert.equal(await ask(one, GUARDED_PAGE), 200);
});

Deno.test("never deletes a foreign token, even on logout", async () => {
  await using other = await openSite();
  await using site = await openSite();
  const foreign = other.visitor();
  await foreign.logIn(ANNA);
  for (
    const token of [foreign.cookies.get("access_token")!, "x.y.z", "", "%zz"]
  ) {
    const visitor = site.visitor();
    visitor.cookies.set("access_token", token);
    for (const path of [GUARDED_PAGE, "/", "/auth/login"]) {
      await statusOf(visitor.get(path));
      assert.equal(visitor.cookies.get("access_token"), token, path);
    }
    await statusOf(visitor.post("/auth/logout", {}));
    assert.equal(visitor.cookies.get("access_token"), token);
  }
});

Deno.test("finds its own cookie among foreign ones of the same name, in any order", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const own = visitor.cookies.get("access_token")!;
  const name = "access_token_8000";
  for (
    const cookie of [
      `${name}=x.y.z; ${name}=${own}`,
      `${name}=${own}; a=b; ${name}=`,
      `${name}=x; ${name}=${own}; ${name}=%zz`,
    ]
  ) {
    const answer = site.fetch(GUARDED_PAGE, { headers: { cookie } });
    assert.equal(await statusOf(answer), 200, cookie);
  }
  const another = site.visitor();
  await another.logIn(ANNA);
  const planted = another.cookies.get("access_token");
  const cookie = `${name}=${own}; ${name}=${planted}`;
  const answer = site.fetch(GUARDED_PAGE, { headers: { cookie } });
  assert.equal(await statusOf(answer), 303, "two of ours");
});

Deno.test("warns a browser that keeps no cookies, starts no session and keeps the next path", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  for (const attempt of [1, 2]) {
    await statusOf(visitor.get(LOGIN_TO_GUARDED_PAGE));
    visitor.cookies.clear();
    const answer = await visitor.post("/auth/login", FORM);
    assert.equal(answer.status, 400, `attempt ${attempt}`);
    const html = await textOf(answer);
    assert.ok(html.includes(cookieBlocked));
    assert.match(html, /name="next" value="\/account"/);
    assert.match(html, /value="Anna@example\.com"/);
  }
  const { id } = await userAt(site, ANNA.username);
  const { store } = site.services;
  assert.deepEqual(await store.sessions.listOf(id), []);
  const allowed = await visitor.post("/auth/login", FORM);
  assert.equal(allowed.headers.get("location"), GUARDED_PAGE);
});

Deno.test("warns once when only the session cookie is rejected", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await statusOf(visitor.get(LOGIN_TO_GUARDED_PAGE));
  await visitor.post("/auth/login", FORM);
  visitor.cookies.delete("access_token");
  assert.equal(await statusOf(visitor.get(GUARDED_PAGE)), 303);
  assert.ok(await isWarned(visitor));
  assert.ok(!await isWarned(visitor), "once");

  const other = site.visitor();
  assert.ok(!await isWarned(other));
  await other.logIn(ANNA);
  assert.equal(await statusOf(other.get(GUARDED_PAGE)), 200);
  await other.post("/auth/logout", {});
  assert.ok(!await isWarned(other));
});

async function isWarned(visitor: Visitor): Promise<boolean> {
  return (await textOf(visitor.get(LOGIN_TO_GUARDED_PAGE))).includes(
    cookieBlocked,
  );
}

testLoginLink(
  "a browser that keeps no cookies doesn't use up an emailed link",
  async () => {
    await using site = await openSite();
    await site.visitor().post("/auth/link", { address: ANNA.username });
    const link = linkIn(await site.mailTo(ANNA.username));
    const visitor = site.visitor();
    await statusOf(visitor.get(link));
    const form = { [FORM_OWNER]: "", token: tokenIn(link) };
    const blocked = site.visitor();
    const answer = await blocked.post("/auth/link/open", form);
    assert.equal(answer.status, 400);
    assert.ok((await textOf(answer)).includes(cookieBlocked));
    assert.equal(await statusOf(visitor.post("/auth/link/open", form)), 303);
  },
);

Deno.test("warns about rejected cookies for codes and password links too", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.post("/auth/signup", CLARA);
  const { address, password } = CLARA;
  const mail = await site.mailTo(address);
  const ways: [page: string, form: Record<string, string>][] = [
    ["/auth/verify", { address, code: codeIn(mail) }],
    [linkIn(mail), { token: tokenIn(linkIn(mail)), password }],
  ];
  for (const [page, fields] of ways) {
    const form = { [FORM_OWNER]: "", ...fields };
    const blocked = site.visitor();
    await statusOf(blocked.get(page));
    blocked.cookies.clear();
    const answer = await blocked.post("/auth/verify", form);
    assert.equal(answer.status, 400, page);
    assert.ok((await textOf(answer)).includes(cookieBlocked));
    const user = await userAt(site, address);
    assert.equal(user.verifiedAt, null);
  }
  visitor.cookies.delete("browser_binding"); // The link expires after an hour, the code later.
  const [[, fields]] = ways;
  const answer = visitor.post("/auth/verify", { [FORM_OWNER]: "", ...fields });
  assert.equal(await statusOf(answer), 303);
});
