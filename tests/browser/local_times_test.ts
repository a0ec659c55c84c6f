/**
 * Times appear in the viewer's time zone with script and in UTC without, in the
 * page's language.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { languageOf } from "@latchkey/core/i18n";
import { SITE } from "../tested_site.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { eventually, logIn } from "./person.ts";

const KIRITIMATI = "Pacific/Kiritimati"; // 14 hours ahead of UTC, where it is already tomorrow.

/** The times on a page with their UTC values. */
function timesOn(page: Page): Promise<[text: string, utc: string][]> {
  return page.locator("main time").evaluateAll((times) =>
    times.map((time) => [
      time.textContent ?? "",
      (time as HTMLTimeElement).dateTime,
    ])
  );
}

/** Logs in at midnight on 1 January 2030, when test sites start. */
async function openActivity(page: Page): Promise<void> {
  await logIn(page, ANNA);
  await page.goto("/account/activity");
}

const MIDNIGHT = "2030-01-01T00:00:00.000Z";

browserTest("with script a time is in the viewer's time zone", {
  timeZone: KIRITIMATI,
}, async ({ page }) => {
  await openActivity(page);
  await eventually(async () =>
    assert.deepEqual(await timesOn(page), [["1 Jan 2030, 14:00", MIDNIGHT]])
  );
  const utc = await page.locator("main time").getAttribute("title");
  assert.equal(utc, "1 Jan 2030, 00:00 UTC");
  await page.goto("/account/sessions");
  const [began] = await timesOn(page);
  assert.deepEqual(began, ["1 Jan 2030, 14:00", MIDNIGHT]);
});

browserTest("without script a time is in UTC, and says so", {
  timeZone: KIRITIMATI,
  script: "off",
}, async ({ page }) => {
  await openActivity(page);
  assert.deepEqual(await timesOn(page), [["1 Jan 2030, 00:00 UTC", MIDNIGHT]]);
});

browserTest(
  "a time is in the page's language, not the browser's",
  {
    timeZone: "America/New_York",
  },
  async ({ page }) => {
    const german = languageOf(SITE, "de");
    if (!german) return;
    await openActivity(page);
    await page.getByRole("button", { name: german.name }).click();
    await eventually(async () =>
      assert.deepEqual(await timesOn(page), [[
        "31.12.2029, 19:00 Uhr",
        MIDNIGHT,
      ]])
    );
  },
);
