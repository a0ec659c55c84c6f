/** Several processes that share one database. */
import assert from "node:assert/strict";
import { ANNA, linkIn, openSite } from "../site.ts";
import { onEachDatabase } from "@latchkey/core/testing/databases";
import { statusOf, tokenIn, userAt } from "./own_account.ts";

onEachDatabase(
  "rejects a session ended by another process from the next request on",
  async ({ open, settings }) => {
    await using site = await openSite({ settings });
    const elsewhere = await open();
    const thief = site.visitor();
    await thief.logIn(ANNA);
    await thief.post("/account/address", { address: "evil@example.net" });
    const mail = await site.mailTo("evil@example.net");
    assert.equal(await statusOf(thief.get("/account")), 200);

    const { id, passwordHash } = await userAt(site, ANNA.username);
    await elsewhere.store.users.changePassword(id, passwordHash, passwordHash);
    assert.equal(await statusOf(thief.get("/account")), 303);
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
  },
);
