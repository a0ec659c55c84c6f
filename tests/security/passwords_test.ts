/** What people may do with their passwords. */
import assert from "node:assert/strict";
import { ANNA, openSite } from "../site.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

Deno.test("a password stays valid for years, and nobody has to change it (ASVS 5.0 6.2.10)", async () => {
  await using site = await openSite();
  site.clock.advance(5 * 365 * DAY_MS);
  const visitor = site.visitor();
  const { headers } = await visitor.logIn(ANNA);
  assert.equal(headers.get("location"), "/");
  const page = await visitor.get("/account");
  assert.equal(page.status, 200);
  await page.body?.cancel();
});

Deno.test("password fields hide what is typed, and allow pasting and password managers (ASVS 5.0 6.2.6, 6.2.7)", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const pages = ["/auth/login", "/auth/signup"];
  const shown = await Promise.all(pages.map((path) => visitor.get(path)));
  await visitor.logIn(ANNA);
  shown.push(await visitor.get("/account/password"));
  shown.push(await visitor.get("/account/delete"));
  for (const response of shown) {
    const html = await response.text();
    const fields =
      html.match(/<input[^>]* (?:name|id)="[^"]*password"[^>]*>/g) ?? [];
    assert.ok(fields.length > 0);
    for (const field of fields) {
      assert.match(field, / type="password"/);
      assert.match(field, / autocomplete="(?:current|new)-password"/i);
      assert.doesNotMatch(field, /onpaste|readonly|autocomplete="off"/i);
      const longest = /maxlength="(\d+)"/i.exec(field)?.[1] ?? "256";
      assert.ok(Number(longest) >= 256, field);
    }
  }
});
