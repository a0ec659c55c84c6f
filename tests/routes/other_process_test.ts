/** Several processes over one database: each may believe in an ended session for some seconds. */
import assert from "node:assert/strict";
import { cacheSessions } from "../../lib/store/cached_sessions.ts";
import { openKvStore } from "../../lib/store/kv.ts";
import { ANNA, linkIn, openSite } from "../site.ts";
import { statusOf, tokenIn, userAt } from "./own_account.ts";

Deno.test("who was put out by another process can look a little longer, and change nothing", async () => {
  const elsewhere = await openKvStore(":memory:");
  const store = cacheSessions(elsewhere, { maxAgeSeconds: 5, now: () => 0 });
  await using site = await openSite({ store });
  const thief = site.visitor();
  await thief.signIn(ANNA);
  await thief.post("/account/address", { address: "evil@example.net" });
  const mail = await site.mailTo("evil@example.net");
  assert.equal(await statusOf(thief.get("/account")), 200);

  const { id, passwordHash } = await userAt(site, ANNA.username);
  await elsewhere.users.changePassword(id, passwordHash, passwordHash);
  assert.equal(await statusOf(thief.get("/account")), 200, "from memory");
  const forms: Record<string, Record<string, string>> = {
    "/account/address": { address: "evil.too@example.net" },
    "/account/name": { name: "Mallory" },
    "/account/export": {},
  };
  for (const [path, fields] of Object.entries(forms)) {
    const answer = await thief.post(path, fields);
    assert.match(
      answer.headers.get("location") ?? "",
      /^\/auth\/(?:again|login)/,
      path,
    );
  }
  const token = tokenIn(linkIn(mail));
  assert.equal(await statusOf(thief.post("/auth/address", { token })), 410);
  assert.equal((await userAt(site, ANNA.username)).name, "");
  assert.equal(await statusOf(thief.get("/account")), 303);
});
