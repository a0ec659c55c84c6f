/**
 * Tests in a real browser: each gets its own site on a real port and a fresh
 * browser profile, and fails on any error or warning the browser reports.
 *
 * @module
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { chromiumRunsHere, sharedChromium } from "./chromium.ts";
import { type ServedSite, serveSite, type SiteOptions } from "./served_site.ts";
import { type Complaints, watch } from "./browser_errors.ts";

/**
 * Time limit for anything on a page, in milliseconds: several tests share the
 * machine.
 */
const PATIENCE_MS = 20_000;

/** Time limit for a whole test, in milliseconds. */
const TEST_MS = 300_000;

/** What a test receives. */
export interface ClientInfo {
  readonly site: ServedSite;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: Complaints;
  /** Releases the scripts that `script: "late"` holds back. */
  releaseScripts(): void;
}

/** How a browser visits the site. */
export interface ClientOptions extends SiteOptions {
  /**
   * Whether scripts run: at once (the default), never, or only when released.
   */
  readonly script?: "on" | "off" | "late";
  /** The browser's time zone; the machine's by default. */
  readonly timeZone?: string;
  /** Width of the window in CSS pixels, 1024 by default. */
  readonly width?: number;
}

type ClientTest = (clientInfo: ClientInfo) => Promise<void>;

let browser: Browser;
Deno.test.beforeAll(async () => {
  if (chromiumRunsHere) browser = await sharedChromium();
});
Deno.test.afterAll(() => browser?.close());

/**
 * Registers a test, which is skipped where the browser can't run. When it
 * fails, a screenshot and a trace are saved and the error says where.
 */
export function browserTest(name: string, run: ClientTest): void;
export function browserTest(
  name: string,
  options: ClientOptions,
  run: ClientTest,
): void;
export function browserTest(
  name: string,
  ...rest: [ClientTest] | [ClientOptions, ClientTest]
): void {
  const [options, run] = rest.length === 1 ? [{}, rest[0]] : rest;
  Deno.test({
    name,
    ignore: !chromiumRunsHere,
    timeout: TEST_MS,
    sanitizeOps: true,
    sanitizeResources: true,
    fn: () => clientInfo(options, run),
  });
}

/** Opens site and profile, runs the test, and closes both in any case. */
export async function clientInfo(
  options: ClientOptions,
  run: ClientTest,
): Promise<void> {
  await using site = await serveSite(options);
  await using context = await browser.newContext({
    baseURL: site.origin,
    javaScriptEnabled: options.script !== "off",
    reducedMotion: "reduce", // Nothing to wait for.
    timezoneId: options.timeZone,
    viewport: { width: options.width ?? 1024, height: 768 },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints = watch(context);
  await context.tracing.start({ screenshots: false, snapshots: true });
  const scripts = Promise.withResolvers<void>();
  if (options.script === "late") {
    await context.route("**/_fresh/js/**", async (route) => {
      await scripts.promise;
      await route.continue();
    });
  }
  const page = await context.newPage();
  try {
    await run({
      site,
      context,
      page,
      complaints,
      releaseScripts: scripts.resolve,
    });
    complaints.refuse();
    await context.tracing.stop();
  } catch (error) {
    const folder = await saveEvidence(context, page);
    const message = error instanceof Error ? error.message : String(error);
    const said = complaints.list.map((line) => `\nThe browser said: ${line}`);
    throw new Error(`${message}${said.join("")}\nEvidence is in ${folder}`, {
      cause: error,
    });
  } finally {
    scripts.resolve();
    await context.unrouteAll({ behavior: "ignoreErrors" });
  }
}

async function saveEvidence(
  context: BrowserContext,
  page: Page,
): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-browser-" });
  // A page that is navigating can't be captured.
  await page.screenshot({ path: `${folder}/page.png`, timeout: 1_000 })
    .catch(() => {});
  await context.tracing.stop({ path: `${folder}/trace.zip` });
  return folder;
}
