/** What a developer's browser shows while the site isn't running. */
import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { h } from "preact";
import { App } from "fresh";
import { Builder } from "fresh/dev";
import { freePort, hasOwnFresh } from "@latchkey/core/testing";
import { serveOverlay } from "../../lib/latchkey/launcher/overlay.ts";
import { axeFindings } from "../slow/access/axe.ts";
import { browserTest } from "../browser/browser.ts";

const SAID = `\x1b[31merror\x1b[0m: The module's source code could not be parsed
  const x = <script>document.title = "run"</script>;
  at file:///home/ada/projects/${
  "a-long-name-".repeat(20)
}/routes/index.tsx:3:7`;

/**
 * A site with one page, served as `deno task dev` does. Resolves when it
 * listens.
 */
async function serveSite(address: { hostname: string; port: number }) {
  const html = h(
    "html",
    { lang: "en" },
    h("title", null, "The site"),
    h("link", { rel: "icon", href: "data:," }),
  );
  const app = new App().get("/page", (ctx) => ctx.render(html));
  const closing = new AbortController();
  await new Builder({ root: import.meta.dirname }).listen(
    () => Promise.resolve(app),
    { ...address, signal: closing.signal, onListen() {} },
  );
  return {
    async [Symbol.asyncDispose]() {
      closing.abort();
      while (!isFree(address)) await setTimeout(10);
    },
  };
}

function isFree(address: { hostname: string; port: number }): boolean {
  try {
    Deno.listen(address).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return false;
    throw error;
  }
}

for (const [width, colorScheme] of [[320, "dark"], [1024, "light"]] as const) {
  browserTest(
    `the overlay is readable and accessible at ${width} px, ${colorScheme}`,
    { width },
    async ({ page, complaints }) => {
      const address = { hostname: "localhost", port: freePort() };
      await using _overlay = serveOverlay(address, SAID);
      await page.emulateMedia({ colorScheme });
      await page.goto(`http://localhost:${address.port}/any/page`);
      complaints.forgive(/^status 500/);
      const text = await page.locator("pre").innerText();
      assert.match(text, /^error: The module's source.*<script>.*:3:7$/s);
      assert.equal(await page.title(), "The site is not running");
      const overflow = await page.evaluate(() =>
        document.documentElement.scrollWidth - innerWidth
      );
      assert.ok(overflow <= 0, `${overflow} px too wide`);
      assert.deepEqual(await axeFindings(page), []);
    },
  );
}

// Pages of Fresh itself stay open until the site is back.
if (hasOwnFresh()) {
  browserTest(
    "an open page switches to the overlay by itself, to the next one, and back",
    async ({ page, complaints }) => {
      const address = { hostname: "localhost", port: freePort() };
      const heading = page.getByRole("heading", { name: "not running" });
      const isSite = () => document.title === "The site";
      {
        await using _site = await serveSite(address);
        await Promise.all([
          page.waitForResponse(/_fresh\/alive/), // From then on the page knows its server.
          page.goto(`http://localhost:${address.port}/page`),
        ]);
        await page.waitForTimeout(500);
      }
      {
        await using _overlay = serveOverlay(address, "the first");
        await page.getByText("the first").waitFor();
        await heading.waitFor();
      }
      {
        await using _overlay = serveOverlay(address, "the second");
        await page.getByText("the second").waitFor();
      }
      await using _site = await serveSite(address);
      await page.waitForFunction(isSite);
      assert.equal(new URL(page.url()).pathname, "/page");
      await page.goto("about:blank"); // It would miss the site.
      while (complaints.list.length > 0) {
        complaints.forgive(
          /^status 500|ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY/,
        );
      }
    },
  );
}

Deno.test("shows the error only on the same machine", async () => {
  const address = { hostname: "127.0.0.2", port: freePort() };
  await using _overlay = serveOverlay(address, SAID);
  const answer = await fetch(`http://127.0.0.2:${address.port}/`);
  const text = await answer.text();
  assert.equal(answer.status, 500);
  assert.doesNotMatch(text, /routes\/index\.tsx/);
  assert.match(text, /See the terminal/);
});
