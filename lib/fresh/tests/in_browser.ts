/**
 * Tests of a fixture in a real browser, with a policy that allows only scripts and styles with
 * the page's nonce.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { App, type Context, csp, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import {
  chromiumRunsHere,
  launchChromium,
} from "../../../tests/browser/chromium.ts";
import { test } from "./differences.ts";
import { fixture } from "./site.ts";

/** Registers a test that opens a path. `asked` collects the URLs that the page requests. */
export type PageTest = (
  name: string,
  path: string,
  run: (page: Page, asked: string[]) => Promise<void>,
  options?: BrowserContextOptions,
) => void;

/** Serves a fixture during the tests of a file, below a base path if there is one. */
export function browserTests(fixtureName: string, basePath = ""): PageTest {
  let browser: Browser;
  let server: Deno.HttpServer<Deno.NetAddr>;

  Deno.test.beforeAll(async () => {
    if (!chromiumRunsHere) return;
    server = await serve(fixtureName, basePath);
    browser = await launchChromium();
  });

  Deno.test.afterAll(async () => {
    await browser?.close();
    await server?.shutdown();
  });

  return (name, path, run, options) => {
    test(name, async () => {
      const page = await browser.newPage(options);
      const asked: string[] = [];
      const complaints = complaintsOf(page);
      page.on("request", (request) => asked.push(request.url()));
      page.setDefaultTimeout(5_000);
      await page.goto(`http://localhost:${server.addr.port}${basePath}${path}`);
      await run(page, asked);
      await page.close();
      assert.deepEqual(complaints, []);
    }, { ignore: !chromiumRunsHere });
  };
}

async function serve(
  name: string,
  basePath: string,
): Promise<Deno.HttpServer<Deno.NetAddr>> {
  const builder = new Builder({ root: fixture(name) });
  const applySnapshot = await builder.build({ snapshot: "memory" });
  const app = new App({ basePath })
    .use(staticFiles())
    .use(withoutUpgrade)
    .use(csp({ useNonce: true }))
    .fsRoutes();
  applySnapshot(app);
  const options = { port: 0, hostname: "localhost", onListen() {} };
  return Deno.serve(options, app.handler());
}

/** The directive would change redirects to HTTPS, which the test's server doesn't speak. */
async function withoutUpgrade(ctx: Context<unknown>): Promise<Response> {
  const response = await ctx.next();
  const name = "content-security-policy";
  const policy = response.headers.get(name) ?? "";
  const directive = "; upgrade-insecure-requests";
  response.headers.set(name, policy.replace(directive, ""));
  return response;
}

/** Collects errors and warnings, but not of pages that a test asks for with an error status. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    const text = message.text();
    const isExpected = /favicon|^Failed to load resource|not found\. Skipping/
      .test(text);
    if (!isExpected && ["error", "warning"].includes(message.type())) {
      complaints.push(text);
    }
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}
