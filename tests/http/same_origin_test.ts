import assert from "node:assert/strict";
import { ANNA, openSite, type Site } from "../site.ts";

/** Posts the login form with the origin headers of a browser. */
async function logInFrom(site: Site, headers: Record<string, string>) {
  const response = await site.fetch("/auth/login", {
    method: "POST",
    headers,
    body: new URLSearchParams(ANNA),
  });
  await response.body?.cancel();
  return response.status;
}

Deno.test("accepts a login without Sec-Fetch-Site when a proxy terminates HTTPS", async () => {
  await using site = await openSite({ settings: { https: true } });
  const origin = "https://localhost:8000";
  assert.equal(await logInFrom(site, { origin }), 303);
});

Deno.test("treats the same host over plain HTTP as another site", async () => {
  await using site = await openSite({ settings: { https: true } });
  const headers = {
    origin: "http://localhost:8000",
    "sec-fetch-site": "cross-site",
  };
  assert.equal(await logInFrom(site, headers), 403);
});

Deno.test("only PUBLIC_URL sets the site's origin", async () => {
  const publicUrl = new URL("https://example.com");
  await using site = await openSite({ settings: { https: true, publicUrl } });
  assert.equal(await logInFrom(site, { origin: publicUrl.origin }), 303);
  for (const origin of ["https://localhost:8000", "https://evil.example"]) {
    assert.equal(await logInFrom(site, { origin }), 403, origin);
  }
});

Deno.test("the token endpoint, which reads no cookie, accepts requests from anywhere", async () => {
  await using site = await openSite();
  const ask = async (headers: Record<string, string>) => {
    const response = await site.fetch("/token", {
      method: "POST",
      headers,
      body: new URLSearchParams(ANNA),
    });
    await response.body?.cancel();
    return response.status;
  };
  const origin = "https://evil.example";
  assert.equal(await ask({ origin }), 200);
  assert.equal(await ask({ origin, "sec-fetch-site": "cross-site" }), 200);
  assert.equal(await ask({}), 200);
});
