/** Pages without islands send no script. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { loggedIn, logIn, loginForm, submitLogin } from "./person.ts";

/** Opens a page and counts its inline and fetched scripts. */
async function scriptsOf(page: Page, path: string) {
  let fetched = 0;
  const count = (request: { resourceType(): string }) => {
    if (request.resourceType() === "script") fetched++;
  };
  page.on("request", count);
  await page.goto(path);
  page.off("request", count);
  const elements = "script, link[rel=modulepreload], link[as=script]";
  return { elements: await page.locator(elements).count(), fetched };
}

const NONE = { elements: 0, fetched: 0 };

browserTest(
  "the home page has no script for strangers",
  async ({ page }) => {
    assert.deepEqual(await scriptsOf(page, "/"), NONE);
  },
);

browserTest(
  "pages without islands have no script for users",
  async ({ page }) => {
    await logIn(page, ANNA);
    assert.deepEqual(await scriptsOf(page, "/"), NONE);
    assert.deepEqual(await scriptsOf(page, "/private"), NONE);
    assert.deepEqual(await scriptsOf(page, "/account"), NONE);
    assert.deepEqual(await scriptsOf(page, "/account/export"), NONE);
    assert.deepEqual(await scriptsOf(page, "/auth/logout"), NONE);
  },
);

browserTest(
  "a form has no script to warn of the session's end when that is days away",
  async ({ page }) => {
    await page.goto("/auth/login");
    await loginForm(page).remember.check();
    await submitLogin(page, ANNA);
    await loggedIn(page);
    assert.deepEqual(await scriptsOf(page, "/account/delete"), NONE);
    for (const part of ["name", "address"]) {
      const { elements } = await scriptsOf(page, `/account/${part}`);
      assert.equal(elements, 1, "that keeps what is half typed");
    }
  },
);

browserTest(
  "pages with times only have the small script that converts them to the viewer's time zone",
  async ({ page, site }) => {
    await logIn(page, ANNA);
    for (const part of ["sessions", "activity"]) {
      const { elements, fetched } = await scriptsOf(page, `/account/${part}`);
      assert.equal(elements, 1);
      assert.ok(fetched <= 1);
      const script = page.locator("script[src^='/local-times.js']");
      const nonce = await script.evaluate(({ nonce }) => nonce);
      assert.notEqual(nonce, "");
      const src = await script.getAttribute("src");
      const file = await site.fetch(src!);
      assert.ok((await file.bytes()).length < 1024);
    }
  },
);

browserTest("a 404 page has no script", async ({ page }) => {
  assert.deepEqual(await scriptsOf(page, "/nowhere"), NONE);
});

browserTest(
  "the login page, which has an island, has some",
  async ({ page }) => {
    const { elements, fetched } = await scriptsOf(page, "/auth/login");
    assert.ok(elements > 0);
    assert.ok(fetched > 0);
  },
);
