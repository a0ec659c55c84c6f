/** Logging in with a passkey, as requests. */
import assert from "node:assert/strict";
import { ANNA, openSite } from "../site.ts";
import { addPasskey, annasPasskey, answer } from "../routes/passkey.ts";

Deno.test("a passkey logs in and leads on", async () => {
  await using site = await openSite();
  const authenticator = await annasPasskey(site);
  const visitor = site.visitor();
  const passkey = await answer(site, authenticator);
  const response = await visitor.post("/auth/passkey", {
    passkey,
    next: "/private",
  });
  assert.equal(response.status, 303, await response.text());
  assert.equal(response.headers.get("location"), "/private");
  const account = await visitor.get("/account");
  assert.equal(account.status, 200);
  await account.body?.cancel();
});
