/** Listing sessions and ending them. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { format } from "@latchkey/core/i18n";
import { GUARDED_HEADING, GUARDED_PAGE, messages } from "../pages.ts";
import { ANNA, type Site } from "../site.ts";
import { browserTest } from "./browser.ts";
import { heading, logIn, siteMap } from "./person.ts";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";

const IPHONE = format(messages.device.on, {
  browser: "Safari",
  system: "iPhone",
});
const END_IPHONE = format(messages.sessions.endOf, { device: IPHONE });

/** A phone on which Anna is logged in. */
async function logInByPhone(site: Site) {
  const phone = site.visitor();
  await phone.post("/auth/login", ANNA, { "user-agent": PHONE });
  return {
    isLoggedIn: async () => (await phone.get(GUARDED_PAGE)).status === 200,
  };
}

/** Logs in and follows the visible links to the list. */
async function openSessions(page: Page) {
  await logIn(page, ANNA);
  await siteMap(page).getByRole("link", { name: ANNA.username }).click();
  await heading(page, messages.account.title);
  await page.getByRole("link", { name: messages.account.rows.sessions.action })
    .click();
  await heading(page, messages.sessions.title);
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `shows a device by name and ends its session, script ${script}`,
    { script },
    async ({ page, site }) => {
      const phone = await logInByPhone(site);
      await openSessions(page);
      const items = page.getByRole("main").getByRole("listitem");
      assert.equal(await items.count(), 2);
      const [own, other] = await items.allInnerTexts();
      assert.ok(
        own.includes("Chrome") && own.includes(messages.sessions.current),
      );
      assert.ok(other.includes(IPHONE), other);
      assert.equal(await items.nth(0).getByRole("button").count(), 0);

      await page.getByRole("button", { name: END_IPHONE }).click();
      await page.getByText(messages.sessions.notices.session_ended).waitFor();
      assert.equal(await items.count(), 1);
      assert.equal(await phone.isLoggedIn(), false);
    },
  );

  browserTest(
    `a double click on "log out others" keeps this browser logged in, script ${script}`,
    { script },
    async ({ page, site }) => {
      const phones = [await logInByPhone(site), await logInByPhone(site)];
      await openSessions(page);
      await page.getByRole("button", { name: messages.sessions.endOthers })
        .dblclick();
      await page.getByText(messages.sessions.notices.others_ended).waitFor();
      for (const phone of phones) assert.equal(await phone.isLoggedIn(), false);
      await page.goto(GUARDED_PAGE);
      await heading(page, GUARDED_HEADING);
    },
  );
}

browserTest(
  "a button on an outdated page says so and shows the current list",
  async ({ page, site }) => {
    const phone = await logInByPhone(site);
    await openSessions(page);
    const second = await page.context().newPage();
    await second.goto("/account/sessions");
    for (
      const [window, said] of [
        [second, messages.sessions.notices.session_ended],
        [page, messages.sessions.gone],
      ] as const
    ) {
      await window.getByRole("button", { name: END_IPHONE }).click();
      await window.getByText(said).waitFor();
    }
    assert.equal(await phone.isLoggedIn(), false);
    const present = page.getByText(messages.sessions.current, { exact: true });
    assert.equal(await present.count(), 1);
  },
);

browserTest(
  "going back after ending a session doesn't show it again",
  async ({ page, site }) => {
    await logInByPhone(site);
    await openSessions(page);
    await page.getByRole("button", { name: END_IPHONE }).click();
    await page.getByText(messages.sessions.notices.session_ended).waitFor();
    await page.goBack();
    await heading(page, messages.sessions.title);
    assert.equal(await page.getByText(IPHONE).count(), 0);
  },
);
