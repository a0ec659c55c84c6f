/** What an account with an unconfirmed address may do. */
import assert from "node:assert/strict";
import { CLARA } from "../pages.ts";
import { openSite } from "../site.ts";
import { statusOf } from "./own_account.ts";
import { accountAt, CLARA_LOGIN, signUpClara } from "./sign_up.ts";

const SETTINGS = { settings: { requireVerifiedAddress: true } };

Deno.test("requires a confirmed address for the API, by token and by cookie, when the setting is on", async () => {
  await using site = await openSite(SETTINGS);
  const { visitor } = await signUpClara(site);
  await visitor.logIn(CLARA_LOGIN);
  const answer = await visitor.post("/token", {
    ...CLARA_LOGIN,
    grant_type: "password",
  });
  const { access_token } = await answer.json();
  const authorization = `Bearer ${access_token}`;
  for (
    const asked of [
      await visitor.get("/api/me"),
      await site.fetch("/api/me", { headers: { authorization } }),
    ]
  ) {
    assert.equal(asked.status, 403);
    assert.match((await asked.json()).detail, /confirm your address/);
  }
  const { id = "" } = await accountAt(site, CLARA.address) ?? {};
  const verifiedAt = site.services.now();
  await site.services.store.users.update(id, { verifiedAt });
  assert.equal(await statusOf(visitor.get("/api/me")), 200);
});

Deno.test("answers the API when confirmation isn't required", async () => {
  await using site = await openSite();
  const { visitor } = await signUpClara(site);
  await visitor.logIn(CLARA_LOGIN);
  assert.equal(await statusOf(visitor.get("/api/me")), 200);
});
