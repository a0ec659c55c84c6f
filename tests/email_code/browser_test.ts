/** Logging in on a new device with a code from an email, in a browser. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { messages } from "../pages.ts";
import { ANNA, codeIn } from "../site.ts";
import { browserTest } from "../browser/browser.ts";
import { heading, loggedIn, shows, submitLogin } from "../browser/person.ts";
import { CODES_ON } from "./site.ts";

const { emailCode, secondFactor } = messages;
const services = { settings: { features: CODES_ON } };

/** Enters Anna's password. */
async function enterPassword(page: Page): Promise<void> {
  await page.goto("/auth/login");
  await submitLogin(page, ANNA);
}

const field = (page: Page) =>
  page.getByRole("textbox", { name: secondFactor.kinds.email_code.label });

const send = (page: Page) =>
  page.getByRole("button", { name: secondFactor.send, exact: true }).click();

for (const script of ["on", "off"] as const) {
  browserTest(
    `a person enters the code, with script ${script}, and is not asked again`,
    { script, services },
    async ({ page, site }) => {
      await enterPassword(page);
      await heading(page, emailCode.title);
      await page.reload();
      await field(page).fill("1");
      await send(page);
      await shows(page, messages.problems.proofWrong);
      const code = codeIn(await site.mailTo(ANNA.username));
      assert.equal(site.mails.messages().length, 1);
      await field(page).fill(` ${code.slice(0, 3)} ${code.slice(3)} `);
      await send(page);
      await loggedIn(page);
      await page.getByRole("button", { name: messages.site.logout }).click();
      await enterPassword(page);
      await loggedIn(page);
    },
  );

  browserTest(
    `a person asks for another code, with script ${script}, and reloading sends no more`,
    { script, services },
    async ({ page, site }) => {
      await enterPassword(page);
      await page.getByRole("button", { name: emailCode.sendAgain }).click();
      await shows(page, emailCode.sentAgain.split("{")[0]);
      await page.reload();
      await site.services.mail.settled();
      assert.equal(site.mails.messages().length, 2);
      await field(page).fill(codeIn(await site.mailTo(ANNA.username)));
      await send(page);
      await loggedIn(page);
    },
  );
}
