/** Half-typed text survives a switch of language or theme in the footer. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake } from "./inspector.ts";
import { logIn, loginForm, submitLogin } from "./person.ts";

const { dark, light } = messages.site.themes;

/** Presses a footer button and waits for the next page and its small script. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("button", { name, exact: true, pressed: true })
    .waitFor();
  await page.waitForLoadState("domcontentloaded");
}

browserTest(
  "keeps a half-typed login, also after a failed one, but no passwords",
  async ({ page }) => {
    await page.goto("/auth/login?next=%2Faccount%2Fname");
    await awake(page);
    const { email, password, remember, reveal } = loginForm(page);
    await email.fill("ann");
    await password.fill("secret horse");
    await reveal.click();
    await remember.check();
    await choose(page, dark);
    assert.equal(await email.inputValue(), "ann");
    assert.equal(await password.inputValue(), "");
    assert.equal(await remember.isChecked(), true);

    await awake(page);
    await submitLogin(page, { ...ANNA, password: "wrong horse" });
    await page.getByText(messages.login.wrong).waitFor();
    await email.fill("anna@example");
    await remember.uncheck();
    await choose(page, light);
    assert.equal(await email.inputValue(), "anna@example");
    assert.equal(await remember.isChecked(), false);
    await awake(page);
    await submitLogin(page, ANNA);
    await page.waitForURL("**/account/name");
  },
);

browserTest(
  "carries half-typed text to no other page",
  async ({ page }) => {
    await logIn(page, ANNA);
    await page.goto("/account/name");
    const name = page.locator("#name");
    await name.fill("An");
    await choose(page, dark);
    assert.equal(await name.inputValue(), "An");
    await page.goto("/account/name");
    assert.equal(await name.inputValue(), "");
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  },
);
