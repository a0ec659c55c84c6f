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
