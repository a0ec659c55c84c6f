/** Requests by strangers to a page behind the login guard. */
import assert from "node:assert/strict";
import { GUARDED_PAGE } from "../pages.ts";
import { openSite } from "../site.ts";

Deno.test("redirects a stranger's browser to log in, with the path to return to", async () => {
  await using site = await openSite();
  const response = await site.visitor().get(`${GUARDED_PAGE}?tab=2&q=a b`);
  assert.equal(response.status, 303);
  assert.equal(
    response.headers.get("location"),
    `/auth/login?next=${encodeURIComponent(`${GUARDED_PAGE}?tab=2&q=a%20b`)}`,
  );
});

Deno.test("answers 401 with a challenge to clients that ask for JSON", async () => {
  await using site = await openSite();
  const response = await site.fetch(GUARDED_PAGE, {
    headers: { accept: "application/json" },
  });
  assert.equal(response.status, 401);
  assert.equal(response.headers.get("www-authenticate"), "Bearer");
  assert.deepEqual(await response.json(), { detail: "Not authenticated" });
});

Deno.test("reports a bad token in the header and in the cookie", async () => {
  await using site = await openSite();
  const brought: HeadersInit[] = [
    { authorization: "Bearer nonsense" },
    { authorization: "Bearer two words" },
    { cookie: "access_token_8000=nonsense", accept: "application/json" },
  ];
  for (const headers of brought) {
    const response = await site.fetch(GUARDED_PAGE, { headers });
    assert.equal(response.status, 401);
    assert.match(response.headers.get("www-authenticate")!, /invalid_token/);
    assert.deepEqual(await response.json(), {
      detail: "Could not validate credentials",
    });
  }
});

Deno.test("redirects a browser with a foreign cookie to log in and keeps the cookie", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  visitor.cookies.set("access_token", "nonsense");
  const response = await visitor.get(GUARDED_PAGE);
  assert.equal(response.status, 303);
  assert.equal(visitor.cookies.get("access_token"), "nonsense");
});

Deno.test("answers a stranger's unsupported method only with the login redirect", async () => {
  await using site = await openSite();
  const response = await site.visitor().post(GUARDED_PAGE, {});
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/auth/login?next=%2F");
});
