/** Trusting a browser, and setting up a second factor that is required, in a browser. */
import assert from "node:assert/strict";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { HAS_APP } from "../site_features.ts";
import { browserTest } from "../browser/browser.ts";
import { heading, loggedIn, shows, submitLogin } from "../browser/person.ts";
import { MINUTE, userAt } from "../routes/own_account.ts";
import { setUpApp } from "./authenticator.ts";

const { secondFactor, trustedBrowsers, requiredFactor } = messages;

if (HAS_APP) {
  for (const script of ["on", "off"] as const) {
    browserTest(
      `a person trusts a browser and ends the trust, with script ${script}`,
      { script },
      async ({ page, site }) => {
        const { id } = await userAt(site, ANNA.username);
        const app = await setUpApp(site, id);
        site.clock.advance(MINUTE);
        await page.goto("/auth/login");
        await submitLogin(page, ANNA);
        await heading(page, secondFactor.title);
        await page.getByLabel(secondFactor.kinds.authenticator_app.label)
          .first().fill(app.code());
        await page.getByRole("checkbox", { name: secondFactor.trust }).first()
          .check();
        await page.getByRole("button", { name: secondFactor.send }).first()
          .click();
        await loggedIn(page);
        const logOut = () =>
          page.getByRole("button", { name: messages.site.logout }).click();
        await logOut();
        await page.goto("/auth/login");
        await submitLogin(page, ANNA);
        await loggedIn(page);
        await page.goto("/account");
        await page.getByRole("link", {
          name: messages.account.rows.trustedBrowsers.action,
        }).click();
        await heading(page, trustedBrowsers.title);
        await shows(page, trustedBrowsers.present);
        await page.getByRole("button", { name: /^Remove / }).click();
        await shows(page, trustedBrowsers.notices.trust_ended);
        await logOut();
        await page.goto("/auth/login");
        await submitLogin(page, ANNA);
        await heading(page, secondFactor.title);
      },
    );
  }
}

browserTest(
  "a person who must set up a second factor is led to where that is done",
  {
    services: {
      settings: {
        requireSecondFactor: ["everyone"],
        secondFactorGraceSeconds: 0,
      },
    },
  },
  async ({ page }) => {
    await page.goto("/auth/login?next=/private");
    await submitLogin(page, ANNA);
    await heading(page, messages.account.title);
    await page.getByText(requiredFactor.overdue).waitFor();
    await page.getByRole("link", { name: requiredFactor.setUp }).click();
    assert.equal(new URL(page.url()).hash, "#security");
  },
);
