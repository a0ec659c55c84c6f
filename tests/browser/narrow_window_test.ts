/**
 * A window of 320 CSS pixels shows everything without horizontal scrolling
 * (WCAG 2.2, 1.4.10).
 */
import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import type { Page } from "playwright-core";
import { sendNotice } from "@latchkey/core/testing";
import { messages } from "../pages.ts";
import { userAt } from "../routes/own_account.ts";
import { linkIn, type Site } from "../site.ts";
import { HAS_ADMIN, HAS_LOGIN_LINK } from "../site_features.ts";
import { browserTest } from "./browser.ts";
import {
  loggedInAs,
  logIn,
  loginForm,
  siteMap,
  submitLogin,
} from "./person.ts";

const LONG = {
  username: `${"long.address.".repeat(8)}x@example.com`,
  password: "correct horse",
};

/** Has no place to break. */
const UNBROKEN = {
  username: `${"a".repeat(60)}@example.com`,
  password: "correct horse",
};
const NAME = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau";

async function fits(page: Page): Promise<void> {
  const { scroll, window } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(scroll <= window, `${page.url()} is ${scroll} pixels wide`);
}

/** Adds an admin with an unbreakable name and address, and returns the id. */
async function addUnbroken(site: Site): Promise<string> {
  await site.addUser(UNBROKEN.username, UNBROKEN.password);
  const { id } = await userAt(site, UNBROKEN.username);
  await site.services.store.users.update(id, { name: NAME, roles: ["admin"] });
  return id;
}

browserTest(
  "no page is wider than a narrow window, even with a long address",
  { width: 320 },
  async ({ page, site }) => {
    await site.addUser(LONG.username, LONG.password);
    await page.goto("/");
    await fits(page);
    await page.goto("/auth/login");
    await loginForm(page).submit.click();
    await fits(page);
    await submitLogin(page, LONG);
    await loggedInAs(page, LONG.username);
    await fits(page);
    const parts = [
      "name",
      "address",
      "sessions",
      "activity",
      "export",
      "delete",
    ];
    const pages = [...parts, "password"].map((part) => `/account/${part}`);
    for (const path of ["/account", ...pages]) {
      await page.goto(path);
      await fits(page);
    }
    await page.getByRole("button", { name: messages.newPassword.form.send })
      .click();
    await fits(page);
  },
);

browserTest(
  "an unbreakable name and address fit on pages and in emails",
  { width: 320 },
  async ({ page, site }) => {
    const userId = await addUnbroken(site);
    const address = UNBROKEN.username;
    if (HAS_LOGIN_LINK) {
      await site.visitor().post("/auth/link", { address });
      await page.goto(linkIn(await site.mailTo(address)));
      const name = format(messages.loginLink.open.logInAs, { address });
      await page.getByRole("button", { name }).waitFor();
      await fits(page);
    }
    await logIn(page, UNBROKEN);
    await sendNotice(site.services, userId);
    const { id } = await site.mailTo(address);
    const mails = ["/dev/mail", `/dev/mail/${id}`, `/dev/mail/${id}/html`];
    const users = HAS_ADMIN ? ["/admin/users"] : [];
    for (const path of ["/account", ...users, ...mails]) {
      await page.goto(path);
      await fits(page);
    }
    await page.getByText(format(messages.mails.greeting, { name: NAME }))
      .waitFor();
  },
);

browserTest(
  "in a wide window a name gives way to the button beside it",
  async ({ page, site }) => {
    await addUnbroken(site);
    await logIn(page, UNBROKEN);
    const line =
      (await siteMap(page).getByRole("link", { name: messages.site.home })
        .boundingBox())!;
    for (const width of [660, 768, 1280]) {
      await page.setViewportSize({ width, height: 700 });
      await fits(page);
      const button = siteMap(page).getByRole("button", {
        name: messages.site.logout,
      });
      const { height } = (await button.boundingBox())!;
      assert.ok(height < 2 * line.height, `${width}: ${height} pixels high`);
    }
  },
);
