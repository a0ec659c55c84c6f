import assert from "node:assert/strict";
import { GUARDED_PAGE, sentence, words } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";

Deno.test("an address that does not exist is 404, as a page and as JSON", async () => {
  await using site = await openSite();
  const page = await site.visitor().get("/nowhere");
  assert.equal(page.status, 404);
  assert.match(await page.text(), sentence(words.errors.statuses[404].next));
  const json = await site.fetch("/nowhere", {
    headers: { accept: "application/json" },
  });
  assert.equal(json.status, 404);
  assert.match(json.headers.get("content-type")!, /application\/problem\+json/);
  assert.equal((await json.json()).status, 404);
});

Deno.test("a fault of ours is 500 in words, and shows nothing of itself", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.signIn(ANNA);
  site.services.store.sessions.find = () => {
    throw new Error("secret detail of the database");
  };
  site.clock.advance(60_000);
  const response = await visitor.get(GUARDED_PAGE);
  const html = await response.text();
  assert.equal(response.status, 500);
  assert.match(html, sentence(words.errors.statuses[500].next));
  assert.doesNotMatch(html, /secret detail|\.ts:/);
});

Deno.test("an error page is as strict as any other", async () => {
  await using site = await openSite();
  for (const path of ["/nowhere", "/%zz", "/%00", `${GUARDED_PAGE}/%c0%ae`]) {
    const response = await site.visitor().get(path);
    await response.body?.cancel();
    assert.ok(response.status >= 303 && response.status < 500, path);
    const policy = response.headers.get("content-security-policy")!;
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-inline/, path);
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  }
});
