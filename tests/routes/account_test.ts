import assert from "node:assert/strict";
import { plural } from "@latchkey/core/i18n";
import { locale, messages, sentence } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";

Deno.test("redirects a stranger to log in from every account page", async () => {
  await using site = await openSite();
  const parts = ["name", "address", "password", "sessions", "activity"];
  for (
    const path of [
      "/account",
      ...[...parts, "export", "delete"].map((part) => `/account/${part}`),
    ]
  ) {
    const response = await site.visitor().get(path);
    assert.equal(response.status, 303);
    assert.equal(
      response.headers.get("location"),
      `/auth/login?next=${encodeURIComponent(path)}`,
    );
    const posted = await site.visitor().post(path, { end: "others" });
    assert.equal(posted.status, 303);
    assert.match(posted.headers.get("location")!, /^\/auth\/login/);
  }
});

Deno.test("shows the address, the date the account was created and the number of sessions", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const response = await visitor.get("/account");
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.match(html, /<p><bdi>Anna@example\.com<\/bdi><\/p>/);
  assert.match(
    html,
    /<time datetime="2030-01-01T00:00:00\.000Z">1 January 2030<\/time>/,
  );
  const { explained: devices } = messages.account.rows.sessions;
  assert.match(html, sentence(plural(locale, devices, 1)));
  assert.match(html, /href="\/account\/password"/);
  assert.match(html, /href="\/account\/sessions"/);
  assert.doesNotMatch(html, /\$2b\$|<script[^>]*>[^<]/);

  await site.visitor().logIn(ANNA);
  const later = await (await visitor.get("/account")).text();
  assert.match(later, sentence(plural(locale, devices, 2)));
});

Deno.test("links to the account from the address in the site map", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const html = await (await visitor.get("/")).text();
  assert.match(html, /<a[^>]*href="\/account"[^>]*>\s*Anna@example\.com/);
});
