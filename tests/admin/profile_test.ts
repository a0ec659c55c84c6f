import assert from "node:assert/strict";
import { ANNA, openSite } from "../site.ts";
import { textOf, userAt } from "../routes/own_account.ts";

Deno.test("shows profile fields to admins, escaped", async () => {
  await using site = await openSite();
  const { users } = site.services.store;
  const { id } = await userAt(site, ANNA.username);
  await users.update(id, {
    roles: ["admin"],
    profile: { employer: "<b>Kinder</b> & Söhne" },
  });
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const html = await textOf(visitor.get("/admin/users"));
  assert.ok(html.includes("<bdi>&lt;b>Kinder&lt;/b> &amp; Söhne</bdi>"));
});
