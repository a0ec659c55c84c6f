/**
 * Navigation without reloading in a real browser.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTests } from "./in_browser.ts";

const pageTest = browserTests("partials");

/** Marks the document, so that `isSame` can tell whether it was reloaded. */
const mark = (page: Page) =>
  page.locator("#loaded").evaluate((each) => each.dataset.kept = "yes");
const isSame = async (page: Page) =>
  await page.locator("#loaded[data-kept=yes]").count() === 1;
const follow = (page: Page, name: string) =>
  page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
const heading = (page: Page, name: string) =>
  page.getByRole("heading", { name, exact: true }).waitFor();
const pathOf = (page: Page) => {
  const { pathname, search, hash } = new URL(page.url());
  return pathname + search + hash;
};

pageTest(
  "a link updates the partial, not the page",
  "/docs",
  async (page, asked) => {
    await mark(page);
    await follow(page, "One");
    await heading(page, "One");
    assert.equal(pathOf(page), "/docs/one");
    assert.equal(await page.textContent("#asked"), "partial");
    assert.equal(await page.locator("h1").count(), 1);
    assert.ok(await isSame(page));
    assert.equal(asked.filter((url) => url.includes("/docs")).length, 2);
  },
);

pageTest(
  "back and forward show the pages again, where they were scrolled to",
  "/docs/long",
  async (page) => {
    await mark(page);
    const link = page.getByRole("link", { name: "To two" });
    await link.scrollIntoViewIfNeeded();
    const left = await page.evaluate(() => scrollY);
    assert.ok(left > 1_000);
    await link.click();
    await heading(page, "Two");
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.goBack();
    await heading(page, "Long");
    await page.waitForFunction((y) => scrollY === y, left);
    assert.equal(pathOf(page), "/docs/long");
    await page.goForward();
    await heading(page, "Two");
    assert.ok(await isSame(page));
  },
);

pageTest(
  "a reloaded page knows its place in the history",
  "/docs",
  async (page) => {
    await follow(page, "One");
    await heading(page, "One");
    await page.reload();
    await mark(page);
    await page.goBack();
    await heading(page, "Docs");
    assert.equal(pathOf(page), "/docs");
  },
);

pageTest(
  "entries of other scripts are left alone",
  "/docs",
  async (page, asked) => {
    await mark(page);
    await page.evaluate(() => history.pushState({ mine: 1 }, "", "?dialog"));
    await page.goBack();
    await page.goForward();
    assert.equal(pathOf(page), "/docs?dialog");
    assert.ok(await isSame(page));
    assert.equal(
      asked.filter((url) => url.includes("fresh-partial")).length,
      0,
    );
  },
);

pageTest("a link's hash is scrolled to", "/docs", async (page) => {
  await follow(page, "Long");
  await heading(page, "Long");
  assert.equal(pathOf(page), "/docs/long#end");
  await page.waitForFunction(() => scrollY > 1_000);
});

pageTest(
  "the title and the elements of the head are updated",
  "/docs",
  async (page) => {
    const head = (selector: string, name: string) =>
      page.locator(`head ${selector}`).evaluateAll(
        (all, name) => all.map((each) => each.getAttribute(name)),
        name,
      );
    await follow(page, "One");
    await heading(page, "One");
    assert.equal(await page.title(), "One");
    assert.deepEqual(await head("meta[name=description]", "content"), [
      "of page one",
    ]);
    assert.deepEqual(await head("meta[property]", "content"), ["One"]);
    assert.deepEqual(await head("link[rel=canonical]", "href"), [
      "/docs/one",
    ]);
    assert.deepEqual(await head("link[rel=stylesheet]", "href"), [
      "/one.css",
    ]);
    assert.equal(
      await page.locator("h1").evaluate((each) =>
        getComputedStyle(each).margin
      ),
      "7px",
    );
    await follow(page, "Docs");
    await heading(page, "Docs");
    assert.equal(await page.title(), "Partials");
    assert.equal(
      await page.locator("body > output").textContent(),
      "Partials",
    );
  },
);

pageTest(
  "elements of the head that the next page lacks are removed, but no styles",
  "/docs",
  async (page) => {
    const head = page.locator("head");
    const icon = await head.locator("link[rel=icon]").elementHandle();
    await follow(page, "One");
    await heading(page, "One");
    await follow(page, "Docs");
    await heading(page, "Docs");
    assert.equal(await head.locator("[property]").count(), 0);
    assert.equal(await head.locator("[rel=stylesheet]").count(), 1);
    assert.equal(
      await head.locator("[name=description]").getAttribute("content"),
      "of the app",
    );
    assert.ok(await icon!.evaluate((each) => each.isConnected));
    await follow(page, "Next");
    await page.waitForURL("**/list");
    assert.equal(await page.title(), "Partials");
  },
);

pageTest(
  "styles in a partial get the page's nonce, and scripts don't run",
  "/docs",
  async (page) => {
    await follow(page, "Styled");
    await heading(page, "Styled");
    assert.equal(
      await page.locator("h1").evaluate((each) => getComputedStyle(each).color),
      "rgb(1, 2, 3)",
    );
    assert.equal(await page.title(), "Styled");
  },
);

pageTest(
  "links to the current page and the pages above it are marked",
  "/docs",
  async (page) => {
    const current = async () =>
      await page.locator("nav a[aria-current]").evaluateAll((links) =>
        links.map((link) => `${link.textContent} ${link.ariaCurrent}`)
      );
    assert.deepEqual(await current(), ["Docs page"]);
    await follow(page, "Two");
    await heading(page, "Two");
    assert.deepEqual(await current(), ["Docs true", "Two page"]);
    assert.equal(
      await page.locator("[data-ancestor=true]").textContent(),
      "Docs",
    );
  },
);

pageTest("a redirect is followed, and its URL shown", "/docs", async (page) => {
  await mark(page);
  await follow(page, "Away");
  await heading(page, "Two");
  assert.equal(pathOf(page), "/docs/two?from=away");
  assert.ok(await isSame(page));
});

pageTest(
  "an error page with the partial is shown in place",
  "/docs",
  async (page) => {
    await mark(page);
    await follow(page, "Missing");
    await heading(page, "Not found");
    assert.equal(pathOf(page), "/missing");
    assert.ok(await isSame(page));
  },
);

pageTest(
  "a page without the partial is loaded as usual",
  "/docs",
  async (page) => {
    await mark(page);
    await follow(page, "Bare");
    await heading(page, "Bare");
    assert.ok(!await isSame(page));
    await page.goBack();
    await heading(page, "Docs");
  },
);

pageTest(
  "a response that isn't a page is loaded as usual",
  "/docs",
  async (page) => {
    await follow(page, "File");
    await page.getByText("plain text").waitFor();
    assert.equal(pathOf(page), "/file");
  },
);

pageTest("f-client-nav={false} turns it off", "/docs", async (page) => {
  await mark(page);
  await follow(page, "Reload");
  await heading(page, "One");
  assert.ok(!await isSame(page));
  assert.equal(await page.textContent("#asked"), "whole");
});

pageTest(
  "a click with a modifier key is left to the browser",
  "/docs",
  async (page) => {
    const opened = page.context().waitForEvent("page");
    await page.getByRole("link", { name: "One" }).click({
      modifiers: ["Control"],
    });
    await (await opened).close();
    assert.equal(pathOf(page), "/docs");
  },
);

pageTest("only the last of several clicks counts", "/docs", async (page) => {
  await page.route("**/docs/one*", async (route) => {
    await new Promise((done) => setTimeout(done, 300));
    await route.continue().catch(() => {});
  });
  await follow(page, "One");
  await follow(page, "Two");
  await heading(page, "Two");
  await page.waitForTimeout(400);
  assert.equal(pathOf(page), "/docs/two");
  await heading(page, "Two");
});

pageTest(
  "a request that fails while the page is being left changes nothing",
  "/docs",
  async (page) => {
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    await page.route("**/docs/two?fresh-partial*", async (route) => {
      await left;
      await route.abort();
    });
    await page.route("**/docs/one", async (route) => {
      leave();
      await new Promise((done) => setTimeout(done, 300));
      await route.continue();
    });
    await follow(page, "Two");
    await follow(page, "Reload");
    await heading(page, "One");
    await page.waitForTimeout(300);
    assert.equal(pathOf(page), "/docs/one");
  },
);

pageTest(
  "f-partial asks another URL, and the modes keep what is there",
  "/list",
  async (page) => {
    await mark(page);
    const items = page.getByRole("listitem");
    await follow(page, "Next");
    await items.getByText("next").waitFor();
    await page.getByRole("button", { name: "Button" }).click();
    await items.getByText("button").waitFor();
    assert.deepEqual(await items.allTextContents(), [
      "button",
      "first",
      "next",
    ]);
    assert.equal(await page.textContent("main p"), "2");
    assert.equal(await page.title(), "Partials", "the response has no title");
    assert.equal(pathOf(page), "/list");
    assert.ok(await isSame(page));
  },
);

pageTest(
  "focus isn't lost with the link that was followed",
  "/docs/long",
  async (page) => {
    await page.getByRole("link", { name: "To two" }).press("Enter");
    await heading(page, "Two");
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent),
      "Two",
    );
    await follow(page, "One");
    await heading(page, "One");
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent),
      "One",
    );
  },
);

pageTest("the same links work without script", "/docs", async (page) => {
  await follow(page, "One");
  await heading(page, "One");
  await follow(page, "Next");
  assert.equal(pathOf(page), "/list");
}, { javaScriptEnabled: false });

/** Counts the transitions that the page starts. */
const transitions = (page: Page) =>
  page.evaluate(() => {
    const start = document.startViewTransition.bind(document);
    document.startViewTransition = (update) => {
      document.body.dataset.moves = `${
        +(document.body.dataset.moves ?? 0) + 1
      }`;
      return start(update);
    };
  });

pageTest(
  "f-view-transition animates links and back and forward",
  "/docs",
  async (page) => {
    await mark(page);
    await transitions(page);
    await follow(page, "One");
    await heading(page, "One");
    const moves = () => page.evaluate(() => document.body.dataset.moves);
    assert.equal(await moves(), undefined);
    await page.evaluate(() =>
      document.body.setAttribute("f-view-transition", "")
    );
    await follow(page, "Two");
    await heading(page, "Two");
    assert.equal(await moves(), "1");
    await page.goBack();
    await heading(page, "One");
    assert.equal(await moves(), "2");
    await page.evaluate(() =>
      document.body.setAttribute("f-view-transition", "false")
    );
    await page.goForward();
    await heading(page, "Two");
    assert.equal(await moves(), "2");
    assert.ok(await isSame(page));
  },
);
