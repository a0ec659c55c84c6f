/** The whole journey with the keyboard alone. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { SITE_NAME } from "../../lib/site.ts";
import { ANNA } from "../site.ts";
import { browserTest } from "./browser.ts";
import { focused } from "./inspector.ts";
import { heading } from "./person.ts";

/** Presses Tab until what has this name has the focus, and gives back all names on the way. */
async function tabTo(page: Page, name: string): Promise<string[]> {
  const passed: string[] = [];
  while (passed.length < 20) {
    await page.keyboard.press("Tab");
    passed.push((await focused(page)).name);
    if (passed.at(-1) === name) return passed;
  }
  throw new Error(`Tab never came to "${name}", only to ${passed.join(", ")}`);
}

for (const script of ["on", "off"] as const) {
  browserTest(
    `a person signs in, sees the private page and signs out by keyboard, script ${script}`,
    { script },
    async ({ page }) => {
      await page.goto("/");
      assert.deepEqual(await tabTo(page, "Login"), [
        "Skip to the page",
        SITE_NAME,
        "Home",
        "Private",
        "Login",
      ]);
      await page.keyboard.press("Enter");
      await heading(page, "Login");

      await tabTo(page, "Email");
      await page.keyboard.type(ANNA.username);
      await page.keyboard.press("Tab");
      assert.equal((await focused(page)).name, "Password");
      await page.keyboard.type(ANNA.password);
      await tabTo(page, "Keep me signed in");
      await page.keyboard.press("Space");
      await page.keyboard.press("Tab");
      assert.deepEqual((await focused(page)).name, "Sign in");
      await page.keyboard.press("Enter");
      await page.getByText("Hi Anna@example.com!").waitFor();

      await tabTo(page, "Private");
      await page.keyboard.press("Enter");
      await heading(page, "Private page");
      await tabTo(page, "Logout");
      await page.keyboard.press("Space");
      await page.getByText("You are NOT logged in :(").waitFor();
    },
  );
}

browserTest(
  "the first press of Tab offers to skip to the page, and where the focus is can be seen",
  async ({ page }) => {
    await page.goto("/auth/login");
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the page" });
    const box = await skip.boundingBox();
    assert.ok(
      box && box.width > 20 && box.height > 10,
      "the link stays hidden",
    );
    const outline = await skip.evaluate((link) =>
      getComputedStyle(link).outlineStyle
    );
    assert.notEqual(outline, "none");
    await page.keyboard.press("Enter");
    assert.equal(new URL(page.url()).hash, "#main");
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).name, "Email");
  },
);
