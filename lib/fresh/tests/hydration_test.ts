/**
 * Islands in a real browser, with a policy that allows no inline script.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { App, csp, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import {
  chromiumRunsHere,
  launchChromium,
} from "../../../tests/browser/chromium.ts";
import { test } from "./differences.ts";
import { fixture } from "./site.ts";

let browser: Browser;
let server: Deno.HttpServer<Deno.NetAddr>;

Deno.test.beforeAll(async () => {
  if (!chromiumRunsHere) return;
  Deno.env.set("FRESH_PUBLIC_PLACE", 'a "place" </script>');
  const builder = new Builder({ root: fixture("islands") });
  const applySnapshot = await builder.build({ snapshot: "memory" });
  const app = new App({ basePath: "/base" })
    .use(staticFiles())
    .use(csp({ useNonce: true, csp: ["upgrade-insecure-requests"] }))
    .fsRoutes();
  applySnapshot(app);
  server = Deno.serve(
    { port: 0, hostname: "localhost", onListen() {} },
    app.handler(),
  );
  browser = await launchChromium();
});

Deno.test.afterAll(async () => {
  await browser?.close();
  await server?.shutdown();
});

/** Opens a page of the fixture; fails on any error the browser reports. */
function pageTest(
  name: string,
  path: string,
  run: (page: Page, requested: string[]) => Promise<void>,
): void {
  test(name, async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    const requested: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) {
        complaints.push(message.text());
      }
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => requested.push(request.url()));
    page.setDefaultTimeout(5_000);
    await page.goto(`http://localhost:${server.addr.port}/base${path}`);
    await run(page, requested);
    await page.close();
    assert.deepEqual(
      complaints.filter((text) => !text.includes("favicon")),
      [],
    );
  }, { ignore: !chromiumRunsHere });
}

const scripts = (requested: string[]) =>
  requested.filter((url) => url.endsWith(".js"));

pageTest("a page without islands loads no script", "/", async (page, asked) => {
  assert.equal(await page.textContent("h1"), "No island here");
  assert.deepEqual(scripts(asked), []);
});

pageTest(
  "an island is hydrated and keeps its markup",
  "/counter",
  async (page) => {
    const before = await page.innerHTML("main");
    await page.getByRole("button").click();
    assert.equal(await page.textContent(".count"), "Count: 4");
    assert.equal(
      (await page.innerHTML("main")).replace("4", "3"),
      before,
    );
  },
);

pageTest(
  "islands on one page have separate state",
  "/two",
  async (page) => {
    await page.getByRole("button").first().click();
    await page.getByRole("button").first().click();
    assert.deepEqual(
      await page.locator(".count").allTextContents(),
      ["Count: 3", "Count: 2"],
    );
    assert.equal(await page.textContent(".where"), "browser");
    assert.equal(await page.title(), "From an island");
  },
);

pageTest(
  "server-rendered children work inside an island",
  "/fold",
  async (page) => {
    const first = page.locator(".fold").first();
    const inner = first.locator(".inner");
    await inner.evaluate((element) => element.setAttribute("data-kept", "yes"));
    await page.getByRole("button", { name: "+1" }).click();
    assert.equal(await first.locator(".count").textContent(), "Count: 8");
    assert.equal(
      await inner.getAttribute("data-kept"),
      "yes",
      "what the server rendered is adopted, not made again",
    );
    await page.getByRole("button", { name: "Open" }).click();
    assert.equal(await first.locator(".content").count(), 0);
    await page.getByRole("button", { name: "Open" }).click();
    assert.equal(await inner.textContent(), "From the server");
    assert.equal(await first.getByRole("checkbox").isChecked(), true);
  },
);

pageTest(
  "children that were hidden at first can be shown",
  "/fold",
  async (page) => {
    const second = page.locator(".fold").nth(1);
    await second.getByRole("button", { name: "Closed" }).click();
    assert.equal(
      await second.locator(".inner").textContent(),
      "Hidden at first",
    );
    await second.getByRole("button", { name: "+1" }).click();
    assert.equal(await second.locator(".count").textContent(), "Count: 10");
  },
);

pageTest(
  "props that JSON doesn't support arrive intact",
  "/rich",
  async (page) => {
    const rendered = await (await fetch(page.url())).text();
    await page.locator(".described[data-woken=true]").waitFor();
    const text = await page.textContent(".described");
    assert.match(text ?? "", /Map k,1, Set 1;2, Uint8Array 1,2,255/);
    assert.ok(
      rendered.includes(
        (text ?? "").replaceAll("<", "&lt;").replaceAll('"', "&quot;"),
      ),
      "the same text as the server's",
    );
  },
);

pageTest(
  "a signal given to two islands is shared",
  "/shared",
  async (page) => {
    await page.locator(".described[data-woken=true]").waitFor();
    await page.locator(".shared").first().click();
    await page.locator(".shared").last().click();
    assert.deepEqual(await page.locator(".shared").allTextContents(), [
      "7",
      "7",
    ]);
  },
);

pageTest(
  "hostile text stays text",
  "/hostile?text=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E%3C!--",
  async (page) => {
    await page.locator(".described[data-woken=true]").waitFor();
    assert.equal(
      await page.textContent(".described"),
      `string "</script><script>alert(1)</script><!--"`,
    );
  },
);

pageTest(
  "an island's state updates the document's head",
  "/head-updates",
  async (page) => {
    const html = await (await fetch(page.url())).text();
    const elements = (name: string) => html.split(`<${name}`).length - 1;
    assert.equal(await page.title(), "Welcome");
    const before = await page.locator("head > *").count();
    await page.getByRole("button", { name: "Title" }).click();
    await page.waitForFunction("document.title === 'Updated!'");
    assert.equal(await page.locator("head > *").count(), before);
    assert.equal(await page.locator("head meta").count(), elements("meta"));
    const attribute = (selector: string, name: string) =>
      page.locator(`head ${selector}`).getAttribute(name);
    assert.equal(
      await attribute("[name=description]", "content"),
      "About Updated!",
    );
    assert.equal(await attribute("[rel=canonical]", "href"), "/Updated!");
    assert.match(
      await attribute("[rel=stylesheet]", "href") ?? "",
      /site\.css\?__frsh_c=/,
      "the address with the hash stays",
    );
    const colour = "getComputedStyle(document.querySelector('.page')).color";
    assert.equal(await page.evaluate(colour), "rgb(1, 2, 3)");
    await page.getByRole("button", { name: "Open" }).click();
    assert.equal(await page.evaluate(colour), "rgb(0, 0, 8)");
    assert.equal(await page.locator("head [property='og:count']").count(), 0);
    await page.getByRole("button", { name: "Open" }).click();
    assert.equal(await page.evaluate(colour), "rgb(1, 2, 3)");
    assert.equal(await page.locator("head > *").count(), before);
  },
);

pageTest(
  "a Head that an island renders later replaces elements until it goes",
  "/head-updates",
  async (page) => {
    const head = page.locator("head");
    const toggle = () => page.getByRole("button", { name: "Late" }).click();
    await page.getByRole("button", { name: "Late" }).waitFor();
    await page.waitForLoadState("networkidle");
    const before = await head.innerHTML();
    await toggle();
    await page.waitForFunction("document.title === 'Late'");
    const content = await head.locator("[name=late]").getAttribute("content");
    assert.equal(content, "of the island");
    assert.equal(await head.locator("link[data-key=late]").count(), 1);
    assert.equal(await head.locator("[property='og:late']").count(), 0);
    await page.waitForFunction("isLate", null, { timeout: 3_000 });
    await toggle();
    await page.waitForFunction("document.title === 'Welcome'");
    assert.equal(await head.innerHTML(), before);
  },
);

pageTest(
  "a signal in an island's Head updates it",
  "/head-updates",
  async (page) => {
    assert.equal(await page.textContent("head noscript"), "0");
    await page.getByRole("button", { name: "Count" }).click();
    await page.getByRole("button", { name: "Count" }).click();
    await page.waitForFunction(
      () => document.querySelector("head noscript")?.textContent === "2",
    );
  },
);

pageTest(
  "an island shows public environment variables as the server does",
  "/env",
  async (page) => {
    const place = 'a "place" </script>';
    const text = `${place},${place},unset,`;
    assert.ok(
      (await (await fetch(page.url())).text())
        .includes(text.replaceAll('"', "&quot;").replaceAll("<", "&lt;")),
    );
    await page.getByText(`${text}browser`).waitFor();
  },
);

pageTest(
  "what only the server runs isn't in an island's script",
  "/env",
  async (page, asked) => {
    await page.getByText("browser").waitFor();
    for (const script of scripts(asked)) {
      const code = await (await fetch(script)).text();
      assert.doesNotMatch(code, /SECRET_OF_THE_SERVER/);
    }
  },
);
