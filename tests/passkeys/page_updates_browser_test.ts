/** Forms for passkeys on pages of the account that replace each other without a reload. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../browser/browser.ts";
import { heading } from "../browser/person.ts";
import { messages } from "../pages.ts";
import { annaWithPasskey } from "./person.ts";

const { account: { rows }, passkeys, secondFactor, stepUp } = messages;

const mark = (page: Page) =>
  page.evaluate(() => document.documentElement.dataset.kept = "yes");
const isKept = async (page: Page) =>
  await page.locator("html[data-kept]").count() === 1;
const follow = (page: Page, link: string) =>
  page.getByRole("main").getByRole("link", { name: link, exact: true }).click();

browserTest(
  "a passkey proves who the person is, on a page in the place of the account",
  async ({ page, site }) => {
    await annaWithPasskey(page);
    await page.goto("/account");
    await mark(page);
    site.clock.advance(11 * 60_000);
    await follow(page, rows.address.action);
    await heading(page, stepUp.factorTitle);
    assert.ok(await isKept(page));
    await page.getByRole("button", {
      name: secondFactor.kinds.passkeys.instead,
    }).click();
    await heading(page, messages.newAddress.title);
  },
);

browserTest(
  "the list of passkeys in the place of the account leads to a new one",
  async ({ page }) => {
    await annaWithPasskey(page);
    await page.goto("/account");
    await mark(page);
    await follow(page, rows.passkeys.action);
    await heading(page, passkeys.title);
    assert.ok(await isKept(page));
    await follow(page, passkeys.add);
    await heading(page, passkeys.new.title);
    await page.getByRole("button", { name: passkeys.new.create }).waitFor();
  },
);
