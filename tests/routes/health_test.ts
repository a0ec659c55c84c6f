import assert from "node:assert/strict";
import { openSite } from "../site.ts";

Deno.test("/healthz says that the process is alive", async () => {
  await using site = await openSite();
  assert.equal((await site.fetch("/healthz")).status, 200);
});

Deno.test("/readyz says whether the store answers", async () => {
  await using site = await openSite();
  assert.equal((await site.fetch("/readyz")).status, 200);
  site.services.store.ping = () => Promise.reject(new Error("away"));
  const response = await site.fetch("/readyz");
  assert.equal(response.status, 503);
  assert.equal(response.headers.get("retry-after"), "5");
});
