/**
 * Forms that update partials, in a real browser.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { browserTests } from "./in_browser.ts";

const pageTest = browserTests("partials");

const mark = (page: Page) =>
  page.locator("#loaded").evaluate((each) => each.dataset.kept = "yes");
const isSame = async (page: Page) =>
  await page.locator("#loaded[data-kept=yes]").count() === 1;
const press = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).click();
const sent = (page: Page, fields: unknown[]) =>
  page.locator("output").getByText(JSON.stringify(fields), { exact: true })
    .waitFor();
const fill = (page: Page, text: string) =>
  page.locator("[name=text]").fill(text);
const pathOf = (page: Page) => {
  const { pathname, search } = new URL(page.url());
  return pathname + search;
};

pageTest(
  "a GET form puts its fields into the URL, as without script",
  "/form",
  async (page) => {
    await mark(page);
    await fill(page, "a b&c");
    await press(page, "Get");
    await sent(page, ["get", ["text", "a b&c"], ["file", ""]]);
    assert.equal(pathOf(page), "/form?text=a+b%26c&file=");
    assert.ok(await isSame(page));
  },
);

pageTest(
  "a POST form sends its fields and its button once, and shows an error answer",
  "/form",
  async (page, asked) => {
    await mark(page);
    await fill(page, "ä");
    await press(page, "Post");
    await sent(page, [
      "application/x-www-form-urlencoded",
      ["text", "ä"],
      ["file", ""],
      ["by", "post"],
    ]);
    assert.equal(pathOf(page), "/form");
    assert.ok(await isSame(page));
    assert.equal(
      asked.filter((url) => url.includes("fresh-partial")).length,
      1,
    );
  },
);

pageTest("a form can upload files", "/form", async (page) => {
  await page.locator("[name=file]").setInputFiles({
    name: "notes.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("notes"),
  });
  await press(page, "Upload");
  await sent(page, ["multipart/form-data", ["text", ""], [
    "file",
    "file notes.txt",
  ]]);
});

pageTest(
  "a redirect after a POST is shown, and back leads to the form",
  "/form",
  async (page) => {
    await mark(page);
    await fill(page, "redirect");
    await press(page, "Post");
    await page.getByRole("heading", { name: "Two" }).waitFor();
    assert.equal(pathOf(page), "/docs/two");
    assert.ok(await isSame(page));
    await page.goBack();
    await page.getByRole("heading", { name: "Form" }).waitFor();
  },
);

pageTest(
  "a page without the partial replaces the body, and the POST isn't sent again",
  "/form",
  async (page, asked) => {
    await fill(page, "bare");
    await press(page, "Post");
    await page.locator("#bare").waitFor();
    assert.equal(asked.filter((url) => url.includes("/form")).length, 2);
    await page.getByRole("link", { name: "Docs" }).click();
    await page.getByRole("heading", { name: "Docs" }).waitFor();
  },
);

pageTest(
  "a button can leave the form to the browser",
  "/form",
  async (page) => {
    await mark(page);
    await press(page, "Native");
    await sent(page, ["application/x-www-form-urlencoded", ["text", ""], [
      "file",
      "",
    ]]);
    assert.ok(!await isSame(page));
  },
);

pageTest(
  "a button's f-partial and formaction replace the form's",
  "/form",
  async (page, asked) => {
    await fill(page, "x");
    await press(page, "Elsewhere");
    await page.getByRole("listitem").waitFor();
    assert.equal(pathOf(page), "/list?text=x&file=");
    assert.ok(
      asked.some((url) =>
        url.endsWith("/parts/list?mode=append&text=x&file=&fresh-partial=true")
      ),
    );
  },
);

pageTest(
  "the indicator is true while the request is running",
  "/form",
  async (page) => {
    await fill(page, "slow");
    await press(page, "Save");
    await page.getByRole("button", { name: "Saving…" }).waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).waitFor();
  },
);

pageTest(
  "the indicator is false again after a failure",
  "/form",
  async (page) => {
    await page.route("**/form?fresh-partial*", (route) => route.abort());
    const loaded = page.waitForEvent("load");
    await press(page, "Save");
    await loaded;
    await page.getByRole("button", { name: "Save", exact: true }).waitFor();
    assert.equal(pathOf(page), "/form");
  },
);
