/** Links in mails, as they are opened: here, elsewhere, twice, and by the back button. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { format } from "../../lib/latchkey/i18n/format.ts";
import { GUARDED_HEADING, LOGIN_TO_GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA, linkIn } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import { countSubmits } from "./login_form.ts";
import { heading, loggedIn, shows } from "./person.ts";
import type { ServedSite } from "./served_site.ts";

const SIGN_IN_AS_ANNA = format(messages.loginLink.open.signInAs, {
  address: ANNA.username,
});

/** Asks for a link to sign in by the way that a person sees, and gives it. */
async function askForLink(page: Page, site: ServedSite): Promise<string> {
  await page.goto(LOGIN_TO_GUARDED_PAGE);
  await page.getByRole("link", { name: messages.login.byMail }).click();
  await page.getByRole("textbox", { name: messages.loginLink.email }).fill(
    ANNA.username,
  );
  await page.getByRole("button", { name: messages.loginLink.mailLink }).click();
  await heading(page, messages.mailed.title);
  return linkIn(await site.mailTo(ANNA.username));
}

browserTest(
  "in the browser that asked, opening the link signs in and goes on, and going back does not try again",
  async ({ page, site }) => {
    const link = await askForLink(page, site);
    const submits = countSubmits(page);
    await page.goto(link);
    await heading(page, GUARDED_HEADING);
    await page.goto("/");
    await page.goBack();
    await page.goBack();
    assert.equal(submits(), 1);
  },
);

browserTest(
  "without script the link signs in by its button",
  { script: "off" },
  async ({ page, site }) => {
    await page.goto(await askForLink(page, site));
    await page.getByRole("button", { name: SIGN_IN_AS_ANNA }).click();
    await heading(page, GUARDED_HEADING);
  },
);

browserTest(
  "a link that was asked for elsewhere waits for the button, which a double click sends once",
  async ({ page, site }) => {
    await site.visitor().post("/auth/link", { address: ANNA.username });
    await page.goto(linkIn(await site.mailTo(ANNA.username)));
    await awake(page);
    await shows(page, messages.loginLink.open.elsewhere);
    const submits = countSubmits(page);
    await page.getByRole("button", { name: SIGN_IN_AS_ANNA }).dblclick();
    await loggedIn(page);
    assert.equal(submits(), 1);
  },
);

for (const script of ["on", "off"] as const) {
  browserTest(
    `a person sets a new password by a mailed link and is signed in, script ${script}`,
    { script },
    async ({ page, site }) => {
      await page.goto("/auth/login");
      await page.getByRole("link", { name: messages.login.forgotten }).click();
      await page.getByRole("textbox", { name: messages.recovery.email }).fill(
        ANNA.username,
      );
      await page.getByRole("button", { name: messages.recovery.mailLink })
        .click();
      await heading(page, messages.mailed.title);

      const link = linkIn(await site.mailTo(ANNA.username));
      await page.goto(link);
      if (script === "on") await awake(page);
      const password = page.getByLabel(messages.recovery.form.password, {
        exact: true,
      });
      await password.fill("football1");
      await page.getByRole("button", { name: messages.recovery.form.send })
        .click();
      await page.getByText(messages.problems.passwordCommon).waitFor();
      await password.fill("tractor moonlight");
      await page.getByRole("button", { name: messages.recovery.form.send })
        .click();
      await heading(page, messages.account.heading);
      await shows(page, messages.account.notices.password_changed);

      await page.goto(link);
      await heading(page, messages.deadLink.title);
    },
  );
}
