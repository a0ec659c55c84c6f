/** A session that is about to end says so while a form is open, and can be made to go on (WCAG 2.2, 2.2.1). */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { words } from "../pages.ts";
import { ANNA } from "../site.ts";
import { browserTest, type Visit } from "./browser.ts";
import { focused } from "./inspector.ts";
import { heading, signIn } from "./person.ts";

const MINUTE_MS = 60_000;

/** A page with a form that Anna has begun to fill in; both clocks stand at its beginning. */
async function openName({ page }: Visit): Promise<void> {
  await page.clock.install();
  await signIn(page, ANNA);
  await page.goto("/account/name");
  await page.getByLabel(words.name.label).fill("Anna Achmatowa");
}

/** Lets time go by, in the browser and on the site. */
async function pass({ page, site }: Visit, minutes: number): Promise<void> {
  site.clock.advance(minutes * MINUTE_MS);
  await page.clock.runFor(minutes * MINUTE_MS);
}

function warning(page: Page) {
  return page.getByText(words.staySignedIn.soon);
}

browserTest(
  "who is warned stays by one press, keeps what was typed and the focus, and is warned again",
  async (visit) => {
    const { page } = visit;
    await openName(visit);
    for (let times = 0; times < 3; times++) {
      await pass(visit, 27);
      assert.equal(await warning(page).count(), 0);
      await pass(visit, 2);
      await warning(page).waitFor();
      await page.getByRole("button", { name: words.name.send }).focus();
      await page.keyboard.press("Tab");
      assert.equal((await focused(page)).name, words.staySignedIn.stay);
      await page.keyboard.press("Enter");
      await page.getByText(words.staySignedIn.staying).waitFor();
      assert.equal((await focused(page)).name, words.name.send);
    }
    await pass(visit, 27);
    await page.getByRole("button", { name: words.name.send }).click();
    await page.getByText(words.account.notices.name_changed).waitFor();
  },
);

browserTest(
  "who was away is told that it is over, and that nothing typed is lost",
  async (visit) => {
    const { page } = visit;
    await openName(visit);
    await pass(visit, 31);
    await page.getByText(words.staySignedIn.over).waitFor();
    await page.getByRole("button", { name: words.name.send }).click();
    await heading(page, words.signInAgain.title);
  },
);

browserTest(
  "where the session ends whatever happens, there is no button that would promise more",
  {
    services: {
      settings: { sessionSeconds: 30 * 60, accessTokenSeconds: 30 * 60 },
    },
  },
  async (visit) => {
    const { page } = visit;
    await openName(visit);
    await pass(visit, 29);
    await page.getByText(words.staySignedIn.ending).waitFor();
    const stay = page.getByRole("button", { name: words.staySignedIn.stay });
    assert.equal(await stay.count(), 0);
  },
);

browserTest(
  "a page is not alarmed while another tab is in use, and to ask keeps no session alive",
  async (visit) => {
    const { page, context } = visit;
    await openName(visit);
    const other = await context.newPage();
    await pass(visit, 20);
    await other.goto("/private");
    await pass(visit, 9);
    assert.equal(await warning(page).count(), 0);
    await pass(visit, 20);
    await warning(page).waitFor();

    await other.goto("/private");
    await pass(visit, 2);
    await warning(page).waitFor({ state: "detached" });
    await pass(visit, 26);
    await warning(page).waitFor();
    await pass(visit, 3);
    await page.getByText(words.staySignedIn.over).waitFor();
  },
);
