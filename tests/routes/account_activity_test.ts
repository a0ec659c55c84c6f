import assert from "node:assert/strict";
import { ACTIVITY_KINDS, recordActivity } from "@latchkey/core";
import { format } from "@latchkey/core/i18n";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite, type Site } from "../site.ts";
import { loggedInSite } from "./account_password.ts";
import { DAY, kindsAt, statusOf, textOf, userAt } from "./own_account.ts";

const PAGE = "/account/activity";
const FIREFOX =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:126.0) Gecko/20100101 Firefox/126.0";

const withDetail = (what: string, detail: string) =>
  format(messages.activity.withDetail, { what, detail });

/** The events on the page, in order. */
function whatIn(html: string): string[] {
  return [...html.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, what]) => what);
}

/** Records an event for Anna, one second after the previous one. */
async function happen(
  site: Site,
  kind: Parameters<typeof recordActivity>[2],
  detail?: string,
) {
  site.clock.advance(1000);
  const user = await userAt(site, ANNA.username);
  await recordActivity(site.services, user, kind, null, detail);
}

Deno.test("shows a login with its time, device name and shortened IP address", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await statusOf(visitor.post("/auth/login", ANNA, { "user-agent": FIREFOX }));
  const html = await textOf(visitor.get(PAGE));
  assert.deepEqual(whatIn(html), [messages.activity.kinds.logged_in]);
  assert.match(html, /1 Jan 2030, 00:00/);
  assert.match(html, /Firefox.*Windows.*<bdi>192\.0\.2\.x/);
  assert.match(html, sentence(messages.activity.explained));
  assert.doesNotMatch(html, /192\.0\.2\.1|<script>/);
});

Deno.test("shows a failed login to the owner only", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(1000);
  const wrong = { ...ANNA, password: "a guess" };
  await statusOf(site.visitor().post("/auth/login", wrong));
  const html = await textOf(visitor.get(PAGE));
  assert.match(
    whatIn(html)[0],
    sentence(messages.activity.kinds.login_failed),
  );
  assert.doesNotMatch(html, /a guess/);
});

Deno.test("describes every kind of event in its own words", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  for (const kind of ACTIVITY_KINDS) await happen(site, kind);
  const [, ...what] = whatIn(await textOf(visitor.get(PAGE))).toReversed();
  assert.equal(what.length, ACTIVITY_KINDS.length);
  assert.equal(new Set(what).size, ACTIVITY_KINDS.length);
  assert.ok(!what.includes(messages.activity.unknown));
});

Deno.test("shows an event of an unknown kind", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const user = await userAt(site, ANNA.username);
  const at = site.services.now() + 1000;
  await site.services.store.activity.add({
    id: "abcdefghijklmnopqrstuv",
    userId: user.id,
    at,
    kind: "constructor",
    userAgent: "<script>alert(1)</script>",
    client: "",
    detail: "<b>",
    expiresAt: at + DAY,
  });
  const html = await textOf(visitor.get(PAGE));
  assert.ok(html.includes(withDetail(messages.activity.unknown, "&lt;b>")));
  assert.doesNotMatch(html, /<script>/);
});

Deno.test("records which device was logged out when sessions are ended", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  site.clock.advance(1000);
  for (let times = 0; times < 2; times++) {
    const headers = { "user-agent": FIREFOX };
    await statusOf(site.visitor().post("/auth/login", ANNA, headers));
  }
  const html = await textOf(visitor.get("/account/sessions"));
  const [, end] = /name="end" value="([^"]+)"/.exec(html)!;
  await visitor.post("/account/sessions", { end });
  site.clock.advance(1000);
  await visitor.post("/account/sessions", { end: "nobody's" });
  await visitor.post("/account/sessions", { end: "others" });
  const what = whatIn(await textOf(visitor.get(PAGE)));
  assert.equal(what[0], messages.activity.kinds.other_sessions_ended);
  const { kinds: { session_ended } } = messages.activity;
  const device = format(messages.device.on, {
    browser: "Firefox",
    system: "Windows",
  });
  assert.ok(what.includes(withDetail(session_ended, device)));
  const kinds = await kindsAt(site, ANNA.username);
  assert.equal(kinds.filter((kind) => kind === "session_ended").length, 1);
});

Deno.test("shows 50 events per page and links to older ones until there are none", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  for (let count = 1; count <= 120; count++) {
    await happen(site, "name_changed", String(count));
  }
  const pages: string[][] = [];
  let path: string | undefined = PAGE;
  while (path) {
    const html: string = await textOf(visitor.get(path));
    pages.push(whatIn(html));
    path = /href="(\/account\/activity\?from=[^"]*)"/.exec(html)?.[1];
  }
  assert.deepEqual(pages.map(({ length }) => length), [50, 50, 21]);
  const numbers = Array.from({ length: 120 }, (_, count) => 120 - count);
  assert.deepEqual(pages.flat(), [
    ...numbers.map((count) =>
      withDetail(messages.activity.kinds.name_changed, `${count}`)
    ),
    messages.activity.kinds.logged_in,
  ]);
});

Deno.test("shows only the user's own events when the link to older ones is forged", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { id } = await userAt(site, BERT.username);
  for (const from of ["", "x", id, "AAAA", "%00", "x".repeat(4000), "../.."]) {
    const response = await visitor.get(
      `${PAGE}?from=${encodeURIComponent(from)}`,
    );
    assert.equal(response.status, 200);
    assert.match(await response.text(), sentence(messages.activity.title));
  }
});

Deno.test("hides the events of other accounts", async () => {
  await using context = await loggedInSite();
  const { site } = context;
  await happen(site, "name_changed", "Anna's own");
  const bert = site.visitor();
  await bert.logIn(BERT);
  assert.doesNotMatch(await textOf(bert.get(PAGE)), /Anna/);
});

Deno.test("removes events after 90 days and says when the list is empty", async () => {
  await using site = await openSite({
    settings: {
      sessionSeconds: 100 * DAY / 1000,
      accessTokenSeconds: 100 * DAY / 1000,
    },
  });
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  site.clock.advance(90 * DAY - 1);
  assert.deepEqual(whatIn(await textOf(visitor.get(PAGE))), [
    messages.activity.kinds.logged_in,
  ]);
  site.clock.advance(1);
  const html = await textOf(visitor.get(PAGE));
  assert.deepEqual(whatIn(html), []);
  assert.match(html, sentence(messages.activity.none));
});

Deno.test("records nothing when there was no other session to end", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await visitor.post("/account/sessions", { end: "others" });
  const kinds = await kindsAt(site, ANNA.username);
  assert.ok(!kinds.includes("other_sessions_ended"));
});

Deno.test("hides which admin acted, on the page and in the export", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const admin = "the-id-of-an-admin";
  for (const kind of ["disabled", "enabled", "sessions_ended"] as const) {
    await happen(site, kind, admin);
  }
  await happen(site, "role_granted", "admin of the site");
  const page = await textOf(visitor.get(PAGE));
  const file = await textOf(visitor.post("/account/export", {}));
  for (const text of [page, file]) {
    assert.ok(text.includes("admin of the site"));
    assert.ok(!text.includes(admin));
  }
  assert.match(file, /"sessions_ended"/);
});
