/** People paste, come back, wait too long, and let a program fill in for them. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { accountAt, CLARA } from "../routes/sign_up.ts";
import { ANNA, linkIn } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import { heading, shows, signIn, submitLogin } from "./person.ts";

const HOUR_MS = 60 * 60_000;

async function fillSignUp(page: Page, { address, password } = CLARA) {
  await page.getByRole("textbox", { name: "Email" }).fill(address);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign up" }).click();
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `an address that was pasted with spaces around it is the address, script ${script}`,
    { script },
    async ({ page, site }) => {
      await page.goto("/auth/signup");
      await fillSignUp(page, { ...CLARA, address: `  ${CLARA.address} ` });
      await heading(page, "Look into your mail");
      const account = await accountAt(site, CLARA.address);
      assert.equal(account?.address, CLARA.address);
    },
  );

  browserTest(
    `who goes back and signs up once more gets no second mail and can still confirm, script ${script}`,
    { script },
    async ({ page, site }) => {
      await page.goto("/auth/signup");
      await fillSignUp(page);
      await heading(page, "Look into your mail");
      const link = linkIn(await site.mailTo(CLARA.address));
      await page.goBack();
      await fillSignUp(page);
      await heading(page, "Look into your mail");
      await site.services.mail.settled();
      assert.equal(site.mails.messages().length, 1);

      await page.goto(link);
      if (script === "off") {
        await page.getByRole("button", { name: /^Confirm/ }).click();
      }
      await heading(page, "Your address is confirmed");
    },
  );

  browserTest(
    `a form that was left open until its link was too old leads on to a new one, script ${script}`,
    { script },
    async ({ page, site }) => {
      await site.visitor().post("/auth/recover", { address: ANNA.username });
      await page.goto(linkIn(await site.mailTo(ANNA.username)));
      await page.getByLabel("New password", { exact: true })
        .fill("orbit velvet cactus");
      site.clock.advance(HOUR_MS);
      await page.getByRole("button", { name: "Set password" }).click();
      await heading(page, "This link does nothing any more");
      await page.getByRole("link", { name: "Ask for a new link" }).click();
      await heading(page, "Set a new password");
      await signIn(page, ANNA);
    },
  );

  browserTest(
    `a form that was left open until the session was over changes nothing and leads to signing in, script ${script}`,
    { script },
    async ({ page, site }) => {
      await signIn(page, ANNA);
      await page.goto("/account/name");
      await page.getByRole("textbox", { name: "Name" }).fill("Anna Karenina");
      site.clock.advance(13 * HOUR_MS);
      await page.getByRole("button", { name: "Change name" }).click();
      await heading(page, "Sign in to go on");
      await submitLogin(page, ANNA);
      await heading(page, "You are signed in again");
      await page.goto("/");
      await shows(page, `Hi ${ANNA.username}!`);
    },
  );
}

browserTest(
  "what a password manager filled in while the page slept is judged when it wakes, and sent",
  { script: "late" },
  async ({ page, releaseScripts }) => {
    await page.goto("/auth/signup", { waitUntil: "commit" });
    await page.getByRole("button", { name: "Sign up" }).waitFor();
    // A program that fills in tells nobody.
    await page.evaluate(({ address, password }) => {
      const input = (id: string) =>
        document.getElementById(id) as HTMLInputElement;
      input("address").value = address;
      input("password").value = password;
    }, CLARA);
    releaseScripts();
    await awake(page);
    await page.getByText("Password strength: ").waitFor();
    await page.getByRole("button", { name: "Sign up" }).click();
    await heading(page, "Look into your mail");
    await shows(page, CLARA.address);
  },
);
