/** A window of 320 CSS pixels shows everything without scrolling sideways (WCAG 2.2, 1.4.10). */
import assert from "node:assert/strict";
import { browserTest } from "./browser.ts";
import { loginForm, submitLogin } from "./person.ts";

const LONG = {
  username: `${"long.address.".repeat(8)}x@example.com`,
  password: "correct horse",
};

browserTest(
  "no page is wider than a narrow window, not even with a long address",
  { width: 320 },
  async ({ page, site }) => {
    await site.addUser(LONG.username, LONG.password);
    const fits = async () => {
      const width = await page.evaluate(() =>
        document.documentElement.scrollWidth
      );
      assert.ok(width <= 320, `${page.url()} is ${width} pixels wide`);
    };
    await page.goto("/");
    await fits();
    await page.goto("/auth/login");
    await loginForm(page).submit.click();
    await fits();
    await submitLogin(page, LONG);
    await page.getByText(`Hi ${LONG.username}!`).waitFor();
    await fits();
    const parts = [
      "name",
      "address",
      "sessions",
      "activity",
      "export",
      "delete",
    ];
    const pages = [...parts, "password"].map((part) => `/account/${part}`);
    for (const path of ["/private", "/account", ...pages]) {
      await page.goto(path);
      await fits();
    }
    await page.getByRole("button", { name: "Change password" }).click();
    await fits();
  },
);
