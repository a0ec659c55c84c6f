import assert from "node:assert/strict";
import { parseSetCookie } from "cookie";
import { FORM_OWNER } from "@latchkey/core/forms";
import { messages, sentence } from "../pages.ts";
import { ANNA, openSite, ORIGIN, type Site } from "../site.ts";
import { statusOf, textOf, userAt } from "./own_account.ts";

const { name_changed } = messages.account.notices;
const NAME_CHANGED = sentence(`role="status">${name_changed}`);

async function annaAt(site: Site) {
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  return visitor;
}

Deno.test("shows a notice once and not after a reload", async () => {
  await using site = await openSite();
  const visitor = await annaAt(site);
  const changed = await visitor.post("/account/name", { name: "Anna" });
  assert.equal(changed.status, 303);
  assert.equal(changed.headers.get("location"), "/account");
  assert.match(await textOf(visitor.get("/account")), NAME_CHANGED);
  assert.doesNotMatch(await textOf(visitor.get("/account")), /role="status"/);
  assert.ok(!visitor.cookies.has("notice"));
});

Deno.test("keeps the notice when another response comes first", async () => {
  await using site = await openSite();
  const visitor = await annaAt(site);
  await visitor.post("/account/name", { name: "Anna" });
  for (const path of ["/", "/account/sessions", "/auth/verify"]) {
    assert.doesNotMatch(
      await textOf(visitor.get(path)),
      sentence(messages.account.notices.name_changed),
    );
  }
  assert.match(await textOf(visitor.get("/account")), NAME_CHANGED);
});

Deno.test("shows the notice about ended sessions once", async () => {
  await using site = await openSite();
  const visitor = await annaAt(site);
  await annaAt(site);
  const page = "/account/sessions";
  const ended = await visitor.post(page, { end: "others" });
  assert.equal(ended.headers.get("location"), page);
  assert.match(
    await textOf(visitor.get(page)),
    sentence(messages.sessions.notices.others_ended),
  );
  assert.doesNotMatch(await textOf(visitor.get(page)), /role="status"/);
});

Deno.test("ignores links that try to set a notice", async () => {
  await using site = await openSite();
  const visitor = await annaAt(site);
  for (
    const path of [
      "/account?changed=password&notice=password_changed",
      "/account/sessions?ended=others&notice=others_ended",
    ]
  ) assert.doesNotMatch(await textOf(visitor.get(path)), /role="status"/);
  const stranger = site.visitor();
  const html = await textOf(
    stranger.get("/auth/verify?confirmed=yes&mailed=1"),
  );
  assert.doesNotMatch(html, /role="status"/);
});

Deno.test("accepts only known notices from the cookie", async () => {
  await using site = await openSite();
  const visitor = await annaAt(site);
  for (
    const value of ["You+lost", "constructor", "__proto__", "<b>", "", "a; b"]
  ) {
    visitor.cookies.set("notice", value);
    const html = await textOf(visitor.get("/account"));
    assert.doesNotMatch(html, /You lost|role="status"/, value);
  }
  visitor.cookies.set("notice", "name_changed; notice_8000=password_changed");
  const planted = await textOf(visitor.get("/account"));
  assert.doesNotMatch(planted, /role="status"/, "one of two was forged");
});

Deno.test("sets a host-bound, HttpOnly notice cookie that expires in a minute over HTTPS", async () => {
  await using site = await openSite({ settings: { https: true } });
  const response = await site.visitor().post("/auth/login", ANNA, {
    origin: ORIGIN.replace("http:", "https:"),
  });
  const token = parseSetCookie(response.headers.getSetCookie()[0]);
  const changed = await site.fetch("/account/name", {
    method: "POST",
    body: new URLSearchParams({
      [FORM_OWNER]: (await userAt(site, ANNA.username)).id,
      name: "Anna",
    }),
    headers: { cookie: `${token.name}=${token.value}` },
  });
  assert.equal(await statusOf(changed), 303);
  const line = changed.headers.getSetCookie()
    .find((line) => line.includes("notice"));
  assert.deepEqual({ ...parseSetCookie(line ?? "") }, {
    name: "__Host-notice",
    value: "name_changed",
    maxAge: 60,
    path: "/",
    httpOnly: true,
    secure: true,
    sameSite: "lax",
  });
});
