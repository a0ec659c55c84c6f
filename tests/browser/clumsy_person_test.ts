/** People paste, come back, wait too long, and let a program fill in for them. */
import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { CLARA, messages } from "../pages.ts";
import { accountAt } from "../routes/sign_up.ts";
import { ANNA, linkIn } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import {
  heading,
  loggedInAs,
  logIn,
  shows,
  submitLogin,
  submitSignUp,
} from "./person.ts";

const HOUR_MS = 60 * 60_000;

for (const script of ["on", "off"] as const) {
  browserTest(
    `an address that was pasted with spaces around it is the address, script ${script}`,
    { script },
    async ({ page, site }) => {
      await page.goto("/auth/signup");
      await submitSignUp(page, { ...CLARA, address: `  ${CLARA.address} ` });
      await heading(page, messages.mailed.title);
      const account = await accountAt(site, CLARA.address);
      assert.equal(account?.address, CLARA.address);
    },
  );

  browserTest(
    `who goes back and signs up once more gets no second mail and can still confirm, script ${script}`,
    { script },
    async ({ page, site }) => {
      await page.goto("/auth/signup");
      await submitSignUp(page, CLARA);
      await heading(page, messages.mailed.title);
      const link = linkIn(await site.mailTo(CLARA.address));
      await page.goBack();
      await submitSignUp(page, CLARA);
      await heading(page, messages.mailed.title);
      await site.services.mail.settled();
      assert.equal(site.mails.messages().length, 1);

      await page.goto(link);
      if (script === "off") {
        const confirm = format(messages.verify.byLink, CLARA);
        await page.getByRole("button", { name: confirm }).click();
      }
      await heading(page, messages.verify.confirmed.title);
    },
  );

  browserTest(
    `a form that was left open until its link was too old leads on to a new one, script ${script}`,
    { script },
    async ({ page, site }) => {
      await site.visitor().post("/auth/recover", { address: ANNA.username });
      await page.goto(linkIn(await site.mailTo(ANNA.username)));
      await page.getByLabel(messages.recovery.form.password, { exact: true })
        .fill("orbit velvet cactus");
      site.clock.advance(HOUR_MS);
      await page.getByRole("button", { name: messages.recovery.form.send })
        .click();
      await heading(page, messages.deadLink.title);
      await page.getByRole("link", { name: messages.recovery.again }).click();
      await heading(page, messages.recovery.title);
      await logIn(page, ANNA);
    },
  );

  browserTest(
    `a form that was left open until the session was over changes nothing and leads to logging in, script ${script}`,
    { script },
    async ({ page, site }) => {
      await logIn(page, ANNA);
      await page.goto("/account/name");
      await page.getByRole("textbox", { name: messages.name.label }).fill(
        "Anna Karenina",
      );
      site.clock.advance(13 * HOUR_MS);
      await page.getByRole("button", { name: messages.name.send }).click();
      await heading(page, messages.loginAgain.title);
      await submitLogin(page, ANNA);
      await heading(page, messages.loginAgain.again);
      await page.goto("/");
      await loggedInAs(page, ANNA.username);
    },
  );
}

browserTest(
  "what a password manager filled in while the page slept is judged when it wakes, and sent",
  { script: "late" },
  async ({ page, releaseScripts }) => {
    await page.goto("/auth/signup", { waitUntil: "commit" });
    await page.getByRole("button", { name: messages.signUp.form.send })
      .waitFor();
    // A program that fills in tells nobody.
    await page.evaluate(({ address, password }) => {
      const input = (id: string) =>
        document.getElementById(id) as HTMLInputElement;
      input("address").value = address;
      input("password").value = password;
    }, CLARA);
    releaseScripts();
    await awake(page);
    await page.getByText(messages.passwordMeter.fair).waitFor();
    await page.getByRole("button", { name: messages.signUp.form.send }).click();
    await heading(page, messages.mailed.title);
    await shows(page, CLARA.address);
  },
);
