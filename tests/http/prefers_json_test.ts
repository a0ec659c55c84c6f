import assert from "node:assert/strict";
import { GUARDED_PAGE } from "../pages.ts";
import { openSite } from "../site.ts";

Deno.test("an Accept header of excessive length is not weighed", async () => {
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

Deno.test("a client that sent JSON gets its error as JSON, whatever it accepts", async () => {
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
