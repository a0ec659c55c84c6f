/** Opening login links here, elsewhere, twice, and with the back button. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { format } from "@latchkey/core/i18n";
import { GUARDED_HEADING, LOGIN_TO_GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA, linkIn } from "../site.ts";
import { browserTest } from "../browser/browser.ts";
import { awake } from "../browser/inspector.ts";
import { countSubmits } from "../browser/login_form.ts";
import { heading, loggedIn, shows } from "../browser/person.ts";
import type { ServedSite } from "../browser/served_site.ts";

const LOG_IN_AS_ANNA = format(messages.loginLink.open.logInAs, {
  address: ANNA.username,
});

/** Requests a login link through the visible pages and returns it. */
async function askForLink(page: Page, site: ServedSite): Promise<string> {
  await page.goto(LOGIN_TO_GUARDED_PAGE);
  await page.getByRole("link", { name: messages.login.byEmail }).click();
  await page.getByRole("textbox", { name: messages.loginLink.email }).fill(
    ANNA.username,
  );
  await page.getByRole("button", { name: messages.loginLink.sendLink }).click();
  await heading(page, messages.mailed.title);
  return linkIn(await site.mailTo(ANNA.username));
}

browserTest(
  "opening the link in the same browser logs in and continues, and going back doesn't try again",
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
  "without script the link logs in by its button",
  { script: "off" },
  async ({ page, site }) => {
    await page.goto(await askForLink(page, site));
    await page.getByRole("button", { name: LOG_IN_AS_ANNA }).click();
    await heading(page, GUARDED_HEADING);
  },
);

browserTest(
  "a link requested elsewhere waits for the button, which a double click submits once",
  async ({ page, site }) => {
    await site.visitor().post("/auth/link", { address: ANNA.username });
    await page.goto(linkIn(await site.mailTo(ANNA.username)));
    await awake(page);
    await shows(page, messages.loginLink.open.elsewhere);
    const submits = countSubmits(page);
    await page.getByRole("button", { name: LOG_IN_AS_ANNA }).dblclick();
    await loggedIn(page);
    assert.equal(submits(), 1);
  },
);
