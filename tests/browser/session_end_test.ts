/**
 * A session about to end warns while a form is open, and can be extended (WCAG
 * 2.2, 2.2.1).
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { messages } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest, type ClientInfo } from "./browser.ts";
import { focused } from "./inspector.ts";
import { heading, logIn } from "./person.ts";

const MINUTE_MS = 60_000;

/**
 * A page with a form that Anna has started to fill in, with both clocks at its
 * start.
 */
async function openName({ page }: ClientInfo): Promise<void> {
  await page.clock.install();
  await logIn(page, ANNA);
  await page.goto("/account/name");
  await page.getByLabel(messages.name.label).fill("Anna Achmatowa");
}

/** Advances the clock, in the browser and on the site. */
async function pass(
  { page, site }: ClientInfo,
  minutes: number,
): Promise<void> {
  site.clock.advance(minutes * MINUTE_MS);
  await page.clock.runFor(minutes * MINUTE_MS);
}

function warning(page: Page) {
  return page.getByText(messages.stayLoggedIn.soon);
}

browserTest(
  "extends the session by one press, keeps text and focus, and warns again later",
  async (clientInfo) => {
    const { page } = clientInfo;
    await openName(clientInfo);
    for (let times = 0; times < 3; times++) {
      await pass(clientInfo, 27);
      assert.equal(await warning(page).count(), 0);
      await pass(clientInfo, 2);
      await warning(page).waitFor();
      await page.getByRole("button", { name: messages.name.send }).focus();
      await page.keyboard.press("Tab");
      assert.equal((await focused(page)).name, messages.stayLoggedIn.stay);
      await page.keyboard.press("Enter");
      await page.getByText(messages.stayLoggedIn.staying).waitFor();
      assert.equal((await focused(page)).name, messages.name.send);
    }
    await pass(clientInfo, 27);
    await page.getByRole("button", { name: messages.name.send }).click();
    await page.getByText(messages.account.notices.name_changed).waitFor();
  },
);

browserTest(
  "tells a user who was away that the session is over and that nothing typed is lost",
  async (clientInfo) => {
    const { page } = clientInfo;
    await openName(clientInfo);
    await pass(clientInfo, 31);
    await page.getByText(messages.stayLoggedIn.over).waitFor();
    await page.getByRole("button", { name: messages.name.send }).click();
    await heading(page, messages.loginAgain.title);
  },
);

browserTest(
  "shows no extend button when the session can't be extended",
  {
    services: {
      settings: { sessionSeconds: 30 * 60, accessTokenSeconds: 30 * 60 },
    },
  },
  async (clientInfo) => {
    const { page } = clientInfo;
    await openName(clientInfo);
    await pass(clientInfo, 29);
    await page.getByText(messages.stayLoggedIn.ending).waitFor();
    const stay = page.getByRole("button", { name: messages.stayLoggedIn.stay });
    assert.equal(await stay.count(), 0);
  },
);

browserTest(
  "doesn't warn while another tab is in use, and checking doesn't extend the session",
  async (clientInfo) => {
    const { page, context } = clientInfo;
    await openName(clientInfo);
    const other = await context.newPage();
    await pass(clientInfo, 20);
    await other.goto("/private");
    await pass(clientInfo, 9);
    assert.equal(await warning(page).count(), 0);
    await pass(clientInfo, 20);
    await warning(page).waitFor();

    await other.goto("/private");
    await pass(clientInfo, 2);
    await warning(page).waitFor({ state: "detached" });
    await pass(clientInfo, 26);
    await warning(page).waitFor();
    await pass(clientInfo, 3);
    await page.getByText(messages.stayLoggedIn.over).waitFor();
  },
);
