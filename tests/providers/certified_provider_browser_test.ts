/** Logging in with a certified provider in a real browser. */
import { readSettings } from "@latchkey/core";
import { openIdServer } from "@latchkey/core/testing";
import { site as SITE } from "../../lib/site.ts";
import { clientInfo, type ClientOptions } from "../browser/browser.ts";
import { chromiumRunsHere } from "../browser/chromium.ts";
import { heading, logOut } from "../browser/person.ts";
import { GUARDED_HEADING, LOGIN_TO_GUARDED_PAGE } from "../pages.ts";

const ACCOUNTS = [
  { sub: "ada", email: "ada@example.com", email_verified: true, name: "Ada" },
];

type Run = Parameters<typeof clientInfo>[1];

/** Runs a test with a provider, `acme`. */
function providerTest(name: string, script: ClientOptions["script"], run: Run) {
  Deno.test({
    name,
    ignore: !chromiumRunsHere,
    async fn() {
      await using acme = await openIdServer({ accounts: ACCOUNTS });
      const env = { APP_ENV: "test", ...acme.settings };
      const { features } = readSettings(SITE, env);
      const services = { settings: { features } };
      await clientInfo({ services, script }, async (info) => {
        const { site } = info;
        site.clock.advance(Date.now() - site.services.now());
        await acme.register(site.origin);
        await run(info);
        const visits = `request to a stranger: ${acme.issuer}/`;
        const { complaints } = info;
        while (complaints.list.some((line) => line.startsWith(visits))) {
          complaints.forgive(new RegExp(`^${RegExp.escape(visits)}`));
        }
      });
    },
  });
}

for (const script of ["on", "off"] as const) {
  providerTest(
    `the button leads to the provider and back, with scripts ${script}`,
    script,
    async ({ page }) => {
      const continueWithAcme = () =>
        page.getByRole("button", { name: "Continue with Acme" }).click();
      await page.goto(LOGIN_TO_GUARDED_PAGE);
      await continueWithAcme();
      await page.getByRole("link", { name: "Log in as ada" }).click();
      await heading(page, GUARDED_HEADING);
      await logOut(page);
      // The provider knows the person, and redirects at once.
      await page.goto(LOGIN_TO_GUARDED_PAGE);
      await continueWithAcme();
      await heading(page, GUARDED_HEADING);
    },
  );
}
