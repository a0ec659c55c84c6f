import assert from "node:assert/strict";
import { GUARDED_PAGE } from "../pages.ts";
import { openSite } from "../site.ts";

Deno.test("ignores an over-long Accept header", async () => {
  await using site = await openSite();
  const status = async (accept: string) => {
    const response = await site.fetch(GUARDED_PAGE, { headers: { accept } });
    await response.body?.cancel();
    return response.status;
  };
  const json = "application/json";
  assert.equal(await status(json), 401);
  assert.equal(await status(json + ",a/b".repeat(200)), 401, "long");
  assert.equal(await status(json + ",a/b".repeat(16_000)), 303, "excessive");
});

Deno.test("answers JSON errors to a client that sent JSON, whatever it accepts", async () => {
  await using site = await openSite();
  const typeOf = async (type: string) => {
    const response = await site.fetch("/auth/login", {
      method: "POST",
      headers: { "content-type": type, accept: "*/*" },
      body: "{}",
    });
    await response.body?.cancel();
    assert.equal(response.status, 415);
    return response.headers.get("content-type");
  };
  assert.equal(await typeOf("application/json"), "application/problem+json");
  assert.match(await typeOf("text/plain") ?? "", /^text\/html/);
});

Deno.test("answers 401 as JSON to a script that fetches a guarded page", async () => {
  await using site = await openSite();
  for (const mode of ["cors", "no-cors", "same-origin"]) {
    const headers = { accept: "*/*", "sec-fetch-mode": mode };
    const response = await site.fetch(GUARDED_PAGE, { headers });
    assert.equal(response.status, 401, mode);
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.equal(response.headers.get("www-authenticate"), "Bearer");
    assert.deepEqual(await response.json(), { detail: "Not authenticated" });
  }
});

Deno.test("redirects navigations and Fresh's partial requests to the login page", async () => {
  await using site = await openSite();
  const asked = [
    [GUARDED_PAGE, "navigate"],
    [`${GUARDED_PAGE}?fresh-partial=true`, "cors"],
  ];
  for (const [path, mode] of asked) {
    const headers = { accept: "text/html", "sec-fetch-mode": mode };
    const response = await site.fetch(path, { headers });
    assert.equal(response.status, 303, path);
    await response.body?.cancel();
  }
});
