import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { islandProps } from "../island_props.ts";
import {
  CLARA,
  GUARDED_PAGE,
  LOGIN_TO_GUARDED_PAGE,
  messages,
  sentence,
} from "../pages.ts";
import { ANNA, BERT, linkIn, openSite, ORIGIN } from "../site.ts";
import { loginLink, openAndPress, tokenIn } from "../routes/mailed_link.ts";
import { accountAt, CLARA_LOGIN, withoutNonce } from "../routes/sign_up.ts";

Deno.test("links from the login page and keeps the next path", async () => {
  await using site = await openSite();
  const login = await site.visitor().get(LOGIN_TO_GUARDED_PAGE);
  const [, href] = /href="(\/auth\/link[^"]*)"/.exec(await login.text()) ?? [];
  const html = await (await site.visitor().get(href)).text();
  assert.ok(html.includes(`type="hidden" name="next" value="${GUARDED_PAGE}"`));
});

Deno.test("gives the same answer whether there is an account or not", async () => {
  await using site = await openSite();
  const answers: unknown[] = [];
  for (const address of [ANNA.username, "same@example.com"]) {
    const response = await site.visitor().post("/auth/link", { address });
    const html = await response.text();
    assert.match(html, sentence(messages.mailed.link));
    answers.push([
      response.status,
      [...response.headers.keys()],
      response.headers.getSetCookie().map((line) =>
        line.replace(/=[\w-]{22};/, "=N;")
      ),
      withoutNonce(html).replaceAll(address, "ADDRESS"),
    ]);
  }
  assert.deepEqual(answers[0], answers[1]);
});

Deno.test("logs in and redirects to the next path", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const link = await loginLink(site, visitor, { next: GUARDED_PAGE });
  const html = await (await visitor.get(link)).text();
  const address = `<bdi>${ANNA.username}</bdi>`;
  assert.match(
    html,
    sentence(format(messages.loginLink.open.logInAs, { address })),
  );
  assert.match(html, sentence(messages.tokenForm.moment));
  const response = await openAndPress(visitor, link);
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), GUARDED_PAGE);
  assert.equal((await visitor.get(GUARDED_PAGE)).status, 200);
});

Deno.test("another browser shows a notice and logs in by the button", async () => {
  await using site = await openSite();
  const link = await loginLink(site);
  const phone = site.visitor();
  const html = await (await phone.get(link)).text();
  assert.match(html, sentence(messages.loginLink.open.elsewhere));
  assert.deepEqual(islandProps(html).map(({ automatic }) => automatic), [
    false,
  ]);
  assert.equal((await openAndPress(phone, link)).status, 303);
  assert.equal((await phone.get(GUARDED_PAGE)).status, 200);
});

Deno.test('the link carries "keep me logged in"', async () => {
  await using site = await openSite();
  for (const [remember, kept] of [["yes", true], ["", false]] as const) {
    const visitor = site.visitor();
    const link = await loginLink(site, visitor, { remember });
    const response = await openAndPress(visitor, link);
    const line = response.headers.getSetCookie()
      .find((cookie) => cookie.startsWith("access_token_8000="));
    assert.equal(/; Max-Age=\d/.test(line ?? ""), kept);
  }
});

Deno.test("redirects only within this site, whatever next was sent", async () => {
  await using site = await openSite();
  const sent = [
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    `/${"x".repeat(2000)}`,
  ];
  for (const next of sent) {
    const visitor = site.visitor();
    const response = await openAndPress(
      visitor,
      await loginLink(site, visitor, { next }),
    );
    const location = response.headers.get("location") ?? "";
    assert.equal(new URL(location, ORIGIN).href, `${ORIGIN}/`, next);
  }
});

Deno.test("confirms an unconfirmed address and logs out the person who signed up with it", async () => {
  await using site = await openSite();
  const stranger = site.visitor();
  await stranger.post("/auth/signup", CLARA);
  await stranger.logIn(CLARA_LOGIN);
  const owner = site.visitor();
  await owner.post("/auth/link", { address: CLARA.address });
  await openAndPress(owner, linkIn(await site.mailTo(CLARA.address)));
  const account = await accountAt(site, CLARA.address);
  assert.equal(account?.verifiedAt, site.services.now());
  assert.equal((await owner.get(GUARDED_PAGE)).status, 200);
  assert.equal((await stranger.get(GUARDED_PAGE)).status, 303);
  const again = await site.visitor().post("/auth/login", CLARA_LOGIN);
  assert.equal(again.status, 401);
});

Deno.test("replaces the account logged in in this browser", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const link = await loginLink(site, visitor);
  await visitor.logIn(BERT);
  const old = new Map(visitor.cookies);
  await openAndPress(visitor, link);
  const html = await (await visitor.get("/account")).text();
  assert.match(html, /Anna@example\.com/);
  const thief = site.visitor();
  for (const [name, value] of old) thief.cookies.set(name, value);
  assert.equal((await thief.get(GUARDED_PAGE)).status, 303);
});

Deno.test("limits requests per client and keeps what was chosen", async () => {
  await using site = await openSite();
  const { username: address } = ANNA;
  const fields = { address, remember: "yes", next: GUARDED_PAGE };
  const ask = () => site.visitor().post("/auth/link", fields);
  for (let time = 0; time < 20; time++) {
    assert.equal((await ask()).status, 200);
  }
  const refused = await ask();
  const html = await refused.text();
  assert.equal(refused.status, 429);
  assert.ok(html.includes(`value="${address}"`));
  assert.match(html, /name="remember"[^>]*checked/);
  assert.ok(html.includes(`name="next" value="${GUARDED_PAGE}"`));
});

Deno.test("rejects cross-site requests for a link or a login", async () => {
  await using site = await openSite();
  const foreign = {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  };
  const visitor = site.visitor();
  const token = tokenIn(await loginLink(site, visitor));
  const address = BERT.username;
  const asked = await visitor.post("/auth/link", { address }, foreign);
  const opened = await visitor.post("/auth/link/open", { token }, foreign);
  assert.deepEqual([asked.status, opened.status], [403, 403]);
  assert.equal((await visitor.get(GUARDED_PAGE)).status, 303);
});
