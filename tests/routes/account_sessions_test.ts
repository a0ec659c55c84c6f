import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite, type Site, type Visitor } from "../site.ts";

const PAGE = "/account/sessions";
const MINUTE = 60_000;

function on(browser: string, system: string): string {
  return format(messages.device.on, { browser, system });
}

/** User agents as browsers send them, with their device names. */
const DEVICES = {
  [on("Firefox", "Windows")]:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:126.0) Gecko/20100101 Firefox/126.0",
  [on("Safari", "iPhone")]:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
  [on("Chrome", "Android")]:
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36",
  "curl": "curl/8.5.0",
  [messages.device.unknown]: "<script>alert(1)</script>",
};

async function logInWith(site: Site, who: typeof ANNA, userAgent?: string) {
  const visitor = site.visitor();
  const headers: HeadersInit = userAgent ? { "user-agent": userAgent } : {};
  const { status } = await visitor.post("/auth/login", who, headers);
  assert.equal(status, 303);
  return visitor;
}

async function isLoggedIn(visitor: Visitor): Promise<boolean> {
  const response = await visitor.get(GUARDED_PAGE);
  await response.body?.cancel();
  return response.status === 200;
}

/** The session ids in the page's buttons, in order. */
async function idsOn(visitor: Visitor): Promise<string[]> {
  const html = await (await visitor.get(PAGE)).text();
  return [...html.matchAll(/name="end" value="([^"]+)"/g)]
    .map(([, id]) => id).filter((id) => id !== "others");
}

/** The user's only session. */
async function sessionOf(site: Site, who: typeof ANNA): Promise<string> {
  const { users, sessions } = site.services.store;
  const user = await users.byAddressKey(who.username.toLowerCase());
  const [session, ...more] = await sessions.listOf(user!.id);
  assert.deepEqual(more, []);
  return session.id;
}

Deno.test("lists sessions with device names, the current one first and marked", async () => {
  await using site = await openSite();
  const visitor = await logInWith(site, ANNA);
  for (const userAgent of Object.values(DEVICES)) {
    site.clock.advance(1000);
    await logInWith(site, ANNA, userAgent);
  }
  await logInWith(site, BERT, "Opera/9.80");
  const html = await (await visitor.get(PAGE)).text();
  const names = [...html.matchAll(/<h2>([^<]+)/g)].map(([, name]) => name);
  assert.deepEqual(names, [
    messages.device.unknown,
    ...Object.keys(DEVICES).toReversed(),
  ]);
  const { device, sessions: { current } } = messages;
  assert.equal(html.split(current).length, 2);
  assert.ok(
    html.includes(`<h2>${device.unknown}<span class="badge">${current}`),
  );
  assert.doesNotMatch(html, /<script>|Opera/);
});

Deno.test("shows in UTC when each session started and was last seen", async () => {
  await using site = await openSite();
  const other = await logInWith(site, ANNA);
  site.clock.advance(20 * MINUTE);
  assert.ok(await isLoggedIn(other));
  site.clock.advance(125 * MINUTE);
  const visitor = await logInWith(site, ANNA);
  const html = await (await visitor.get(PAGE)).text();
  const minute = format(messages.times.minute, { minute: "1 Jan 2030, 00:00" });
  assert.ok(
    html.includes(`<time datetime="2030-01-01T00:00:00.000Z">${minute}</time>`),
  );
  assert.match(
    html,
    /<time datetime="2030-01-01T00:20:00\.000Z">2 hours ago<\/time>/,
  );
});

Deno.test("ends one session and keeps the others", async () => {
  await using site = await openSite();
  const [phone, tablet] = [
    await logInWith(site, ANNA),
    await logInWith(site, ANNA),
  ];
  site.clock.advance(1000);
  const visitor = await logInWith(site, ANNA);
  const ids = await idsOn(visitor);
  assert.equal(ids.length, 2, "one button each, except for this session");
  const response = await visitor.post(PAGE, { end: ids[0] });
  assert.equal(response.status, 303);
  const location = response.headers.get("location")!;
  assert.match(
    await (await visitor.get(location)).text(),
    sentence(messages.sessions.notices.session_ended),
  );
  const left = [await isLoggedIn(phone), await isLoggedIn(tablet)];
  assert.deepEqual(left.toSorted(), [false, true]);
  assert.deepEqual(await idsOn(visitor), [ids[1]]);
});

Deno.test("gives the same answer for another user's session as for one that doesn't exist", async () => {
  await using site = await openSite();
  const bert = await logInWith(site, BERT);
  const foreign = await sessionOf(site, BERT);
  const visitor = await logInWith(site, ANNA);
  const pages: string[] = [];
  for (const end of [foreign, "x".repeat(22), "", "../..", "x".repeat(9000)]) {
    const response = await visitor.post(PAGE, { end });
    assert.equal(response.status, 404);
    const html = await response.text();
    assert.match(html, sentence(messages.sessions.gone));
    assert.match(
      html,
      sentence(messages.sessions.current),
      "the list is still there",
    );
    pages.push(html.replaceAll(/nonce="[^"]*"/g, ""));
  }
  assert.equal(new Set(pages).size, 1);
  assert.ok(await isLoggedIn(bert));
  assert.ok(await isLoggedIn(visitor));
});

Deno.test("redirects to the logout page instead of ending the current session", async () => {
  await using site = await openSite();
  const visitor = await logInWith(site, ANNA);
  const end = await sessionOf(site, ANNA);
  const response = await visitor.post(PAGE, { end });
  assert.equal(response.headers.get("location"), "/auth/logout");
  assert.ok(await isLoggedIn(visitor));
});

Deno.test("logs out all other sessions and keeps this one's cookie", async () => {
  await using site = await openSite();
  const bert = await logInWith(site, BERT);
  const others = [
    await logInWith(site, ANNA),
    await logInWith(site, ANNA),
  ];
  const visitor = await logInWith(site, ANNA);
  const cookies = new Map(visitor.cookies);
  const response = await visitor.post(PAGE, { end: "others" });
  assert.equal(response.status, 303);
  const location = response.headers.get("location")!;
  const html = await (await visitor.get(location)).text();
  assert.match(html, sentence(messages.sessions.notices.others_ended));
  assert.doesNotMatch(
    html,
    sentence(messages.sessions.endOthers),
    "there are none left",
  );
  assert.deepEqual(visitor.cookies, cookies);
  assert.ok(await isLoggedIn(visitor));
  assert.ok(await isLoggedIn(bert));
  for (const other of others) assert.ok(!await isLoggedIn(other));
});

Deno.test('keeps the current session when "log out others" is submitted twice', async () => {
  await using site = await openSite();
  const other = await logInWith(site, ANNA);
  const visitor = await logInWith(site, ANNA);
  const answers = await Promise.all(
    [1, 2, 3].map(() => visitor.post(PAGE, { end: "others" })),
  );
  for (const { status } of answers) assert.equal(status, 303);
  assert.ok(await isLoggedIn(visitor));
  assert.ok(!await isLoggedIn(other));
  site.clock.advance(20 * MINUTE);
  assert.ok(await isLoggedIn(visitor), "its token is renewed");
});

Deno.test("ends a session whose login finishes while the others are being ended", async () => {
  await using site = await openSite();
  const visitor = await logInWith(site, ANNA);
  const { sessions } = site.services.store;
  const late = site.visitor();
  const create = sessions.create;
  Object.assign(sessions, {
    async create(session: Parameters<typeof create>[0]) {
      await visitor.post(PAGE, { end: "others" });
      await create(session);
    },
  });
  await late.logIn(ANNA);
  assert.ok(!await isLoggedIn(late));
  assert.ok(await isLoggedIn(visitor));
});

Deno.test("rejects a cross-site request to end a session", async () => {
  await using site = await openSite();
  const other = await logInWith(site, ANNA);
  const visitor = await logInWith(site, ANNA);
  for (const end of ["others", ...await idsOn(visitor)]) {
    const response = await visitor.post(PAGE, { end }, {
      origin: "https://evil.example",
      "sec-fetch-site": "cross-site",
    });
    assert.equal(response.status, 403);
  }
  assert.ok(await isLoggedIn(other));
});

Deno.test("ends no session on GET", async () => {
  await using site = await openSite();
  const other = await logInWith(site, ANNA);
  const visitor = await logInWith(site, ANNA);
  await (await visitor.get(`${PAGE}?end=others`)).body?.cancel();
  assert.ok(await isLoggedIn(other));
});

Deno.test("asks for a recent password to end sessions, but not to view them", async () => {
  await using site = await openSite();
  const others = await logInWith(site, ANNA);
  const visitor = await logInWith(site, ANNA);
  site.clock.advance(11 * 60_000);
  assert.equal((await visitor.get(PAGE)).status, 200);
  const asked = await visitor.post(PAGE, { end: "others" });
  assert.equal(asked.status, 403);
  assert.match(await asked.text(), /name="step_up_password"/);
  assert.equal((await others.get(PAGE)).status, 200);
  const entered = { end: "others", step_up_password: ANNA.password };
  assert.equal((await visitor.post(PAGE, entered)).status, 303);
  assert.equal((await others.get(PAGE)).status, 303);
  assert.equal((await visitor.get(PAGE)).status, 200);
});
