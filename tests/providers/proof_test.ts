/** What a login with a provider proves to pages that ask who is there. */
import assert from "node:assert/strict";
import { comeBack, openFakeSite } from "../routes/login_provider.ts";
import { MINUTE, statusOf, textOf } from "../routes/own_account.ts";
import { ANNA } from "../site.ts";

const LOGINS = "/account/logins";

Deno.test("logging in with a provider doesn't replace the password of a step-up", async () => {
  await using site = await openFakeSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  await statusOf(comeBack(site, anna, { link: "fake" }, LOGINS));
  site.clock.advance(11 * MINUTE);
  for (const authenticatedAt of [null, site.services.now()]) {
    site.provider.answer({ authenticatedAt });
    // Someone at her unlocked computer, where she is still logged in at the provider.
    await statusOf(comeBack(site, anna));
    const asked = await anna.post(LOGINS, { link: "fake" });
    assert.equal(asked.status, 403);
    assert.match(await textOf(asked), /name="step_up_password"/);
  }
});
