/** Pasting, going back, waiting too long, and autofill. */
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
  signUpForm,
  submitLogin,
  submitSignUp,
} from "./person.ts";

const HOUR_MS = 60 * 60_000;

for (const script of ["on", "off"] as const) {
  browserTest(
    `trims spaces pasted around an address, script ${script}`,
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
    `signing up again after going back sends no second email and still confirms, script ${script}`,
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
    `a form left open until its link expired leads to a new link, script ${script}`,
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
    `a form left open until the session ended changes nothing and leads to login, script ${script}`,
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
  "validates and submits what a password manager filled in before the island was hydrated",
  { script: "late" },
  async ({ page, releaseScripts }) => {
    await page.goto("/auth/signup", { waitUntil: "commit" });
    await signUpForm(page).submit.waitFor();
    // Autofill may fire no event.
    await page.evaluate(({ address, password }) => {
      const input = (id: string) =>
        document.getElementById(id) as HTMLInputElement;
      input("address").value = address;
      input("password").value = password;
    }, CLARA);
    releaseScripts();
    await awake(page);
    await page.getByText(messages.passwordMeter.fair).waitFor();
    await signUpForm(page).submit.click();
    await heading(page, messages.mailed.title);
    await shows(page, CLARA.address);
  },
);
