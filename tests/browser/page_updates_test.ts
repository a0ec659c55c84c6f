/** The account's pages replace each other without a reload, and what that must not break. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { languageOf } from "@latchkey/core/i18n";
import { SITE } from "../tested_site.ts";
import { messages } from "../pages.ts";
import { ANNA, BERT } from "../site.ts";
import { browserTest } from "./browser.ts";
import { awake, focused } from "./inspector.ts";
import { eventually, heading, logIn, siteMap } from "./person.ts";

const { account, activity, name, newPassword, stepUp } = messages;
const { rows } = account;

/** Marks the document. */
const mark = (page: Page) =>
  page.evaluate(() => document.documentElement.dataset.kept = "yes");
/** Whether the marked document is still shown, so that nothing was reloaded. */
const isKept = async (page: Page) =>
  await page.locator("html[data-kept]").count() === 1;
const follow = (page: Page, link: string) =>
  page.getByRole("main").getByRole("link", { name: link, exact: true }).click();
const up = (page: Page) => follow(page, account.title);
const bar = (page: Page) => page.getByRole("progressbar");

/** Logs in, and opens the account page. */
async function openAccount(page: Page): Promise<void> {
  await logIn(page, ANNA);
  await page.goto("/account");
  await mark(page);
}

/** Holds back the next requests for parts of pages, until the returned function is called. */
async function hold(page: Page, path: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(`**${path}?fresh-partial=true`, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

browserTest(
  "a page is replaced, with its title, focus, position and times",
  { timeZone: "Pacific/Kiritimati" },
  async ({ page }) => {
    await openAccount(page);
    await page.evaluate(() => scrollTo(0, 200));
    await page.getByRole("link", { name: rows.activity.action }).press("Enter");
    await heading(page, activity.title);
    assert.equal(new URL(page.url()).pathname, "/account/activity");
    assert.match(await page.title(), new RegExp(activity.title));
    await page.locator("output").getByText(activity.title).waitFor();
    assert.equal((await focused(page)).name, activity.title);
    assert.equal(
      await page.locator("h1").evaluate((each) =>
        getComputedStyle(each).outlineStyle
      ),
      "none",
    );
    assert.equal(await page.evaluate(() => scrollY), 0);
    assert.equal(
      await page.locator("main time").textContent(),
      "1 Jan 2030, 14:00",
    );
    assert.ok(await isKept(page));
  },
);

browserTest(
  "back and forward show the pages again, and a reload what they lead to",
  { width: 320 },
  async ({ page }) => {
    await openAccount(page);
    const link = page.getByRole("link", { name: rows.export.action });
    await link.scrollIntoViewIfNeeded();
    const left = await page.evaluate(() => scrollY);
    assert.ok(left > 0);
    await link.click();
    await heading(page, messages.export.title);
    await page.goBack();
    await heading(page, account.title);
    assert.equal(await page.evaluate(() => scrollY), left);
    await page.goForward();
    await heading(page, messages.export.title);
    assert.ok(await isKept(page));
    await page.reload();
    await heading(page, messages.export.title);
    await page.goBack();
    await heading(page, account.title);
  },
);

browserTest(
  "the header leads to the account, and to other pages with a reload",
  async ({ page }) => {
    await openAccount(page);
    await follow(page, rows.name.action);
    await heading(page, name.title);
    await siteMap(page).getByRole("link", { name: ANNA.username }).click();
    await heading(page, account.title);
    assert.ok(await isKept(page));
    await siteMap(page).getByRole("link", { name: messages.site.home }).click();
    await page.waitForURL("/");
    assert.ok(!await isKept(page));
    assert.equal(await page.locator("script, progress").count(), 0);
  },
);

browserTest(
  "forms of a replaced page check their fields, keep unsent text, and are sent",
  async ({ page }) => {
    await openAccount(page);
    await follow(page, rows.password.action);
    await heading(page, newPassword.title);
    await awake(page);
    await page.getByRole("button", { name: newPassword.form.send }).click();
    await page.getByText(messages.form.attention.other.replace("{count}", "2"))
      .waitFor();
    await up(page);
    await heading(page, account.title);
    await follow(page, rows.name.action);
    const field = page.getByLabel(name.label);
    await field.fill("Anna A");
    assert.ok(await isKept(page));
    const { dark } = messages.site.themes;
    await page.getByRole("button", { name: dark, exact: true }).click();
    await page.getByRole("button", { name: dark, exact: true, pressed: true })
      .waitFor();
    await page.waitForLoadState("domcontentloaded");
    assert.equal(await field.inputValue(), "Anna A");
    await page.getByRole("button", { name: name.send }).click();
    await page.getByText(account.notices.name_changed).waitFor();
    await heading(page, account.title);
  },
);

browserTest(
  "a slow page shows progress, and only the last one asked for is shown",
  async ({ page }) => {
    await openAccount(page);
    const release = await hold(page, "/account/activity");
    assert.equal(await bar(page).count(), 0);
    await follow(page, rows.activity.action);
    await bar(page).waitFor();
    await follow(page, rows.name.action);
    await heading(page, name.title);
    assert.equal(await bar(page).count(), 1, "one is still on its way");
    release();
    await bar(page).waitFor({ state: "hidden" });
    await heading(page, name.title);
    assert.ok(await isKept(page));
  },
);

browserTest(
  "without a response, the browser loads the page",
  async ({ page, complaints }) => {
    await openAccount(page);
    await page.route("**/*fresh-partial=true", (route) => route.abort());
    await follow(page, rows.activity.action);
    await heading(page, activity.title);
    await eventually(async () => assert.ok(!await isKept(page)));
    assert.equal(await bar(page).count(), 0);
    complaints.forgive(/fresh-partial/);
  },
);

browserTest(
  "an error page is loaded, with its own policy and no script",
  async ({ page, complaints }) => {
    await openAccount(page);
    await page.getByRole("link", { name: rows.activity.action })
      .evaluate((link) => link.setAttribute("href", "/account/nowhere"));
    const [response] = await Promise.all([
      page.waitForResponse((each) => each.url().endsWith("/account/nowhere")),
      follow(page, rows.activity.action),
    ]);
    await heading(page, messages.errors.statuses[404].title);
    assert.equal(response.status(), 404);
    assert.match(
      (await response.allHeaders())["content-security-policy"],
      /default-src 'none'/,
    );
    assert.equal(await page.locator("script").count(), 0);
    complaints.forgive(/status 404/);
  },
);

browserTest(
  "a server that fails is asked again by the browser",
  async ({ page, complaints }) => {
    await openAccount(page);
    await page.route(
      "**/*fresh-partial=true",
      (route) =>
        route.fulfill({ status: 502, contentType: "text/html", body: "Down" }),
    );
    await follow(page, rows.activity.action);
    await heading(page, activity.title);
    assert.ok(!await isKept(page));
    complaints.forgive(/status 502/);
  },
);

browserTest(
  "after the session has ended, the login is loaded, and leads to the page",
  async ({ page, site }) => {
    await openAccount(page);
    site.clock.advance(365 * 24 * 60 * 60_000);
    await follow(page, rows.activity.action);
    await heading(page, messages.login.title);
    assert.ok(!await isKept(page));
    assert.equal(
      new URL(page.url()).searchParams.get("next"),
      "/account/activity",
    );
    await page.goBack();
    await heading(page, messages.login.title);
  },
);

browserTest(
  "a page that asks for the password works in the place of another",
  async ({ page, site }) => {
    await openAccount(page);
    site.clock.advance(11 * 60_000);
    await follow(page, rows.export.action);
    await heading(page, stepUp.title);
    assert.ok(await isKept(page));
    const field = page.getByLabel(messages.ownPassword.label, { exact: true });
    assert.ok(await field.evaluate((each) => each === document.activeElement));
    await field.fill(ANNA.password);
    await page.getByRole("button", { name: stepUp.send }).click();
    await heading(page, messages.export.title);
  },
);

browserTest(
  "another language that was chosen in another tab reloads the page",
  async ({ page, context }) => {
    const german = languageOf(SITE, "de");
    if (!german) return;
    await openAccount(page);
    const other = await context.newPage();
    await other.goto("/account");
    await other.getByRole("button", { name: german.name }).click();
    await other.locator("html[lang=de]").waitFor();
    await follow(page, rows.activity.action);
    await heading(page, german.messages.activity.title);
    assert.equal(await page.locator("html").getAttribute("lang"), "de");
    assert.ok(!await isKept(page));
  },
);

browserTest(
  "nothing is left of an account after another has logged in in another tab",
  async ({ page, context }) => {
    await openAccount(page);
    await follow(page, rows.name.action);
    await heading(page, name.title);
    const other = await context.newPage();
    await other.goto("/account");
    await siteMap(other).getByRole("button").click();
    await other.waitForURL("/");
    await logIn(other, BERT);
    await page.getByLabel(name.label).fill("Anna B");
    await up(page);
    await heading(page, account.title);
    await siteMap(page).getByRole("link", { name: BERT.username }).waitFor();
    const shown = new RegExp(ANNA.username, "i");
    assert.doesNotMatch(await page.content(), shown);
    await page.goBack();
    await heading(page, name.title);
    assert.equal(await page.getByLabel(name.label).inputValue(), "");
    assert.doesNotMatch(await page.content(), shown);
  },
);

browserTest(
  "the same links lead to the same pages without script",
  { script: "off" },
  async ({ page }) => {
    await logIn(page, ANNA);
    await page.goto("/account");
    await follow(page, rows.activity.action);
    await heading(page, activity.title);
    await up(page);
    await heading(page, account.title);
    assert.equal(await bar(page).count(), 0);
  },
);
