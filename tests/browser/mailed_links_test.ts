/** Links in mails, as they are opened: here, elsewhere, twice, and by the back button. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { ANNA, linkIn } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import { countSubmits } from "./login_form.ts";
import { heading, shows } from "./person.ts";
import type { ServedSite } from "./served_site.ts";

/** Asks for a link to sign in by the way that a person sees, and gives it. */
async function askForLink(page: Page, site: ServedSite): Promise<string> {
  await page.goto("/auth/login?next=/private");
  await page.getByRole("link", { name: "Mail me a link instead" }).click();
  await page.getByRole("textbox", { name: "Email" }).fill(ANNA.username);
  await page.getByRole("button", { name: "Mail me a link" }).click();
  await heading(page, "Look into your mail");
  return linkIn(await site.mailTo(ANNA.username));
}

browserTest(
  "in the browser that asked, opening the link signs in and goes on, and going back does not try again",
  async ({ page, site }) => {
    const link = await askForLink(page, site);
    const submits = countSubmits(page);
    await page.goto(link);
    await heading(page, "Private page");
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
    await page.getByRole("button", { name: `Sign in as ${ANNA.username}` })
      .click();
    await heading(page, "Private page");
  },
);

browserTest(
  "a link that was asked for elsewhere waits for the button, which a double click sends once",
  async ({ page, site }) => {
    await site.visitor().post("/auth/link", { address: ANNA.username });
    await page.goto(linkIn(await site.mailTo(ANNA.username)));
    await awake(page);
    await shows(page, "This link was asked for in another browser.");
    const submits = countSubmits(page);
    await page.getByRole("button", { name: `Sign in as ${ANNA.username}` })
      .dblclick();
    await heading(page, "Home page");
    await shows(page, "You are logged in :)");
    assert.equal(submits(), 1);
  },
);

for (const script of ["on", "off"] as const) {
  browserTest(
    `a person sets a new password by a mailed link and is signed in, script ${script}`,
    { script },
    async ({ page, site }) => {
      await page.goto("/auth/login");
      await page.getByRole("link", { name: "Forgot your password?" }).click();
      await page.getByRole("textbox", { name: "Email" }).fill(ANNA.username);
      await page.getByRole("button", { name: "Mail me a link" }).click();
      await heading(page, "Look into your mail");

      const link = linkIn(await site.mailTo(ANNA.username));
      await page.goto(link);
      if (script === "on") await awake(page);
      const password = page.getByLabel("New password", { exact: true });
      await password.fill("football1");
      await page.getByRole("button", { name: "Set password" }).click();
      await page.getByText("Too many people use this password").waitFor();
      await password.fill("tractor moonlight");
      await page.getByRole("button", { name: "Set password" }).click();
      await heading(page, "Your account");
      await shows(page, "Your password is changed");

      await page.goto(link);
      await heading(page, "This link does nothing any more");
    },
  );
}
