/** Signing up and confirming the address, with and without script. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { format } from "@latchkey/core/i18n";
import { CLARA, messages } from "../pages.ts";
import { codeIn, linkIn } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake, focused } from "./inspector.ts";
import { countSubmits } from "./login_form.ts";
import {
  attention,
  eventually,
  heading,
  loggedInAs,
  shows,
  signUpForm,
  submitSignUp,
} from "./person.ts";

/** Follows the visible link to the form. */
async function openForm(page: Page) {
  await page.goto("/");
  await page.getByRole("link", { name: messages.site.signUp }).click();
  await heading(page, messages.signUp.title);
  return signUpForm(page);
}

async function signUp(page: Page) {
  await openForm(page);
  await submitSignUp(page, CLARA);
  await heading(page, messages.mailed.title);
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `signs up, enters the code and is logged in, script ${script}`,
    { script },
    async ({ page, site }) => {
      await signUp(page);
      const code = codeIn(await site.mailTo(CLARA.address));
      const field = page.getByRole("textbox", { name: messages.codeForm.code });
      await field.fill(` ${code.slice(0, 3)} ${code.slice(3)} `);
      await page.getByRole("button", { name: messages.codeForm.send }).click();
      await heading(page, messages.verify.confirmed.title);
      await page.getByRole("link", {
        name: messages.verify.confirmed.continueLink,
      })
        .click();
      await loggedInAs(page, CLARA.name);
    },
  );

  browserTest(
    `explains a wrong code and then accepts the right one, script ${script}`,
    { script },
    async ({ page, site }) => {
      await signUp(page);
      const code = codeIn(await site.mailTo(CLARA.address));
      const field = page.getByRole("textbox", { name: messages.codeForm.code });
      await field.fill(code === "000000" ? "000001" : "000000");
      await page.getByRole("button", { name: messages.codeForm.send }).click();
      await page.getByText(messages.problems.codeWrong).waitFor();
      await field.fill(code);
      await page.getByRole("button", { name: messages.codeForm.send }).click();
      await heading(page, messages.verify.confirmed.title);
    },
  );
}

browserTest(
  "opening the link is enough in the browser that signed up",
  async ({ page, site }) => {
    await signUp(page);
    await page.goto(linkIn(await site.mailTo(CLARA.address)));
    await heading(page, messages.verify.confirmed.title);
    await shows(page, messages.verify.confirmed.loggedIn);
  },
);

browserTest(
  "without script the same page has a button",
  { script: "off" },
  async ({ page, site }) => {
    await signUp(page);
    await page.goto(linkIn(await site.mailTo(CLARA.address)));
    await page.getByRole("button", {
      name: format(messages.verify.byLink, CLARA),
    })
      .click();
    await heading(page, messages.verify.confirmed.title);
  },
);

browserTest(
  "with script, shows mistakes before submitting",
  async ({ page }) => {
    const form = await openForm(page);
    await awake(page);
    const submits = countSubmits(page);
    await form.submit.click();
    await page.getByText(messages.problems.emailRequired).waitFor();
    await page.getByText(attention(2)).waitFor();
    assert.equal((await focused(page)).name, messages.signUp.form.email);
    await form.address.fill("clara");
    await page.getByText(messages.problems.noAddress).waitFor();
    assert.equal(submits(), 0);
  },
);

browserTest(
  "rates the password while it is typed without asking the server",
  async ({ page }) => {
    const form = await openForm(page);
    await awake(page);
    await page.waitForLoadState("networkidle");
    let requests = 0;
    page.on("request", () => requests++);
    const meter = page.locator("meter");
    for (
      const [typed, strength, bars] of [
        ["seven c", "weak", 1],
        ["qwertyuiop", "weak", 1],
        ["tractor moonlight", "fair", 2],
        ["zebra-Lampe-38", "good", 3],
        ["orbit velvet cactus ladder plum", "strong", 4],
      ] as const
    ) {
      await form.password.fill(typed);
      await page.getByText(messages.passwordMeter[strength]).waitFor();
      await eventually(async () =>
        assert.equal(await meter.getAttribute("value"), String(bars))
      );
    }
    await form.address.fill("velvet.cactus@example.com");
    await form.password.fill("velvet.cactus 38");
    const weak = page.getByText(messages.passwordMeter.weak);
    await weak.waitFor();
    await form.password.fill("");
    await weak.waitFor({ state: "detached" });
    assert.equal(requests, 0);
  },
);

browserTest(
  "without script there is no empty meter",
  { script: "off" },
  async ({ page }) => {
    await openForm(page);
    assert.equal(await page.locator("meter").isVisible(), false);
  },
);

browserTest(
  "the strength text doesn't move the button in a narrow window",
  { width: 320 },
  async ({ page }) => {
    const form = await openForm(page);
    await awake(page);
    const place = async () => (await form.submit.boundingBox())?.y;
    const before = await place();
    for (const typed of ["seven c", "orbit velvet cactus ladder plum", ""]) {
      await form.password.fill(typed);
      await form.password.blur();
      assert.equal(await place(), before, typed);
    }
  },
);
