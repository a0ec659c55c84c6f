/** Pages without islands send no script, and those of the account little. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
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
    assert.deepEqual(await scriptsOf(page, "/auth/logout"), NONE);
  },
);

browserTest(
  "pages of the account have at most 4 KB of scripts, unless they have islands",
  async ({ page, site }) => {
    await logIn(page, ANNA);
    for (const part of ["", "/export", "/sessions", "/activity"]) {
      await page.goto(`/account${part}`);
      const paths = await page.locator("script").evaluateAll((scripts) =>
        scripts.map((script) => script.getAttribute("src") ?? "inline")
      );
      let bytes = 0;
      for (const path of new Set(paths)) {
        const script = await (await site.fetch(path)).text();
        assert.doesNotMatch(script, /from"|^import"/);
        bytes += gzipSync(script).length;
      }
      assert.ok(bytes <= 4_096, `${part}: ${bytes} bytes`);
    }
  },
);

browserTest(
  "a form has no script to warn of the session's end when that is days away",
  async ({ page }) => {
    await page.goto("/auth/login");
    await loginForm(page).remember.check();
    await submitLogin(page, ANNA);
    await loggedIn(page);
    for (const part of ["delete", "name", "address"]) {
      await page.goto(`/account/${part}`);
      assert.equal(await page.locator("script[src*='/island-']").count(), 0);
      const keeper = page.locator("script[src^='/typed-text.js']");
      assert.equal(await keeper.count(), 1, "it keeps what is half typed");
    }
  },
);

browserTest(
  "pages with times have the small script that converts them to the viewer's time zone",
  async ({ page, site }) => {
    await logIn(page, ANNA);
    for (const part of ["sessions", "activity"]) {
      await page.goto(`/account/${part}`);
      const script = page.locator("script[src^='/local-times.js']");
      assert.equal(await script.count(), 1);
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
