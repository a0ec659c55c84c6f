/** What silent logins with a certified provider prove. */
import assert from "node:assert/strict";
import { readSettings } from "@latchkey/core";
import { openIdServer } from "@latchkey/core/testing";
import { site as SITE } from "../../lib/site.ts";
import { MINUTE, textOf } from "../routes/own_account.ts";
import { openSite } from "../site.ts";

const PAGE = "/account/address";
const ADA = {
  sub: "ada",
  email: "ada@example.com",
  email_verified: true,
  amr: ["pwd", "mfa"],
};

/** Someone at a browser in which Ada is logged in at the provider, and was at the site. */
async function openBrowser(extra: Readonly<Record<string, string>> = {}) {
  const acme = await openIdServer({ accounts: [ADA] });
  const env = { APP_ENV: "test", BCRYPT_COST: "4", ...acme.settings, ...extra };
  const { features } = readSettings(SITE, env);
  const site = await openSite({ settings: { features } });
  site.clock.advance(Date.now() - site.services.now());
  const visitor = site.visitor();
  const person = acme.browser();
  /** Goes to the provider and back, without what the URL asks for if it is changed. */
  async function through(
    fields: Record<string, string>,
    { changes, account }: { changes?: boolean; account?: string },
  ): Promise<Response> {
    const begun = await visitor.post("/auth/provider/acme", fields);
    await begun.body?.cancel();
    const url = new URL(begun.headers.get("location") ?? "");
    if (changes) {
      url.searchParams.delete("prompt");
      url.searchParams.delete("max_age");
    }
    const back = new URL(await person.logIn(url.href, account));
    return await visitor.get(back.pathname + back.search);
  }
  return {
    site,
    visitor,
    through,
    async [Symbol.asyncDispose]() {
      await site[Symbol.asyncDispose]();
      await acme[Symbol.asyncDispose]();
    },
  };
}

Deno.test("a login that was silent since its URL was changed proves nothing", async () => {
  for (const trusts of ["no", "yes"]) {
    await using browser = await openBrowser({
      ACME_TRUST_SECOND_FACTOR: trusts,
    });
    const { site, visitor, through } = browser;
    await (await through({}, { account: "ada" })).body?.cancel();
    // It was a moment ago.
    assert.doesNotMatch(await textOf(visitor.get(PAGE)), /step_up/);
    site.clock.advance(11 * MINUTE);

    const stepUp = { purpose: "step_up", next: PAGE };
    const confirmed = await through(stepUp, { changes: true });
    assert.equal(confirmed.status, 403);
    await confirmed.body?.cancel();
    const again = await through({}, { changes: true });
    assert.equal(again.status, 303);
    assert.match(await textOf(visitor.get(PAGE)), /value="step_up"/);
  }
});
