/** The development error page in a browser. */
import assert from "node:assert/strict";
import { axeFindings } from "../slow/access/axe.ts";
import { browserTest } from "../browser/browser.ts";

const DEVELOPMENT = { settings: { appEnv: "development" as const } };

for (const width of [320, 1024]) {
  browserTest(
    `the error's source is readable and accessible at ${width} px`,
    { services: DEVELOPMENT, width },
    async ({ site, page, complaints }) => {
      site.services.store.oneTimeTokens.find = () => {
        throw new Error("a fault", { cause: new Error("a deeper one") });
      };
      await page.goto(`/auth/verify?token=${"x".repeat(43)}`);
      const error = page.getByRole("region", {
        name: "Error details",
      });
      await error.getByText("a deeper one").first().waitFor();
      const failed = error.locator("mark").first();
      assert.match(await failed.innerText(), /^>\s+\d+ .*new Error\("a fault"/);
      const link = error.getByRole("link", { name: /error_page_browser_test/ });
      assert.match(
        await link.first().getAttribute("href") ?? "",
        /^vscode:\/\/file\/.*error_page_browser_test\.ts:\d+:\d+$/,
      );
      const overflow = await page.evaluate(() =>
        document.documentElement.scrollWidth - innerWidth
      );
      assert.ok(overflow <= 0, `${overflow} px too wide`);
      assert.deepEqual(await axeFindings(page), []);
      complaints.forgive(/^status 500/);
    },
  );
}
