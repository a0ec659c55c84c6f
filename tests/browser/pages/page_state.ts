/**
 * Prepares the listed pages: a site of its own for each, and a browser.
 *
 * @module
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { User } from "@latchkey/core";
import { passkeys } from "@latchkey/core/features";
import { accessTokenCookie } from "@latchkey/core/testing";
import { startSession } from "@latchkey/core/testing";
import { userAt } from "../../routes/own_account.ts";
import { ANNA } from "../../site.ts";
import { HAS_PASSKEYS } from "../../site_features.ts";
import { awake } from "../inspector.ts";
import {
  type ServedSite,
  serveSite,
  type SiteOptions,
} from "../served_site.ts";
import { type Complaints, watch } from "../browser_errors.ts";

/** Time limit for anything on a page, in milliseconds. */
const PATIENCE_MS = 30_000;

/** A page in one of its states. */
export interface PageState {
  /** Its name, used for files. */
  readonly name: string;
  /** Options of the site. */
  readonly site?: SiteOptions;
  /**
   * Whether it differs from the page's other states only in its messages, so
   * that no screenshot is needed.
   */
  readonly unpictured?: true;
  /** Whether it lacks the site's layout. */
  readonly frameless?: "page" | "mail";
  /** Selectors of text that changes each time and is masked in screenshots. */
  readonly random?: string;
  /**
   * Brings the page into the state by markup, never by text, since that comes
   * in many languages.
   */
  pose(scene: Scene): Promise<void>;
}

/** What a {@linkcode PageState} works with. */
export interface Scene {
  readonly site: ServedSite;
  readonly context: BrowserContext;
  readonly page: Page;
}

/** How a browser visits the site. */
export interface Looking {
  /** The browser's language: `en`, `de` or `ar`. */
  readonly language?: string;
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/**
 * Prepares a page in its state, shows it, and closes everything in any case.
 */
export async function showPage<Seen>(
  browser: Browser,
  state: PageState,
  looking: Looking,
  look: (page: Page, complaints: Complaints) => Promise<Seen>,
): Promise<Seen> {
  const { language = "en", dark, width = 1280, height = 800 } = looking;
  await using site = await serveSite(state.site);
  await using context = await browser.newContext({
    baseURL: site.origin,
    locale: language,
    timezoneId: "UTC",
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    viewport: { width, height },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints = watch(context);
  const page = await context.newPage();
  try {
    await state.pose({ site, context, page });
    return await look(page, complaints);
  } finally {
    await context.unrouteAll({ behavior: "ignoreErrors" });
  }
}

/** Anna's stored account, with a name. */
export async function annaOf({ site }: Pick<Scene, "site">): Promise<User> {
  const { id } = await userAt(site, ANNA.username);
  const { users } = site.services.store;
  return (await users.update(id, { name: "Anna Seghers" }))!;
}

/**
 * Logs a user in with a new session's cookie, without a form.
 *
 * @param provedAt When they entered the password.
 * @param factorAt When they showed a second factor.
 */
export async function logInAs(
  { site, context }: Pick<Scene, "site" | "context">,
  user: User,
  provedAt = site.services.now(),
  factorAt = 0,
): Promise<void> {
  // Nothing offers one, as if the login was a while ago.
  if (HAS_PASSKEYS) await site.services.use(passkeys).decline(user.id);
  const { token } = await startSession(site.services, user, {
    remembered: false,
    userAgent: CHROME,
    provedAt,
    factorAt,
  });
  const { name } = accessTokenCookie(site.services.settings);
  await context.addCookies([{ name, value: token, url: site.origin }]);
}

/** Logs Anna in. */
export async function asAnna(scene: Scene): Promise<User> {
  const anna = await annaOf(scene);
  await logInAs(scene, anna);
  return anna;
}

/** Submits a form and waits for the next page. */
export async function send(page: Page, form = "main form"): Promise<void> {
  const answered = page.waitForEvent("load");
  await page.locator(form).locator("[type=submit]").first().click();
  await answered;
}

/** Fills in a form by field names, submits it and waits for the next page. */
export async function sendFilled(
  page: Page,
  fields: Readonly<Record<string, string>>,
  form = "main form",
): Promise<void> {
  await fill(page, fields, form);
  await send(page, form);
}

/** Fills in a form by field names. */
export async function fill(
  page: Page,
  fields: Readonly<Record<string, string>>,
  form = "main form",
): Promise<void> {
  for (const [name, text] of Object.entries(fields)) {
    await page.locator(`${form} [name="${name}"]`).fill(text);
  }
}

/** Submits a form that validates itself, and waits for its errors. */
export async function sendWithMistakes(page: Page): Promise<void> {
  await awake(page);
  await page.locator("main form [type=submit]").first().click();
  await page.locator("[aria-invalid=true]").first().waitFor();
}

/**
 * Never answers forms posted to a path, so that the browser stays on the page.
 */
export async function answerNothing(page: Page, path: string): Promise<void> {
  await page.route(
    `**${path}`,
    (route) =>
      route.request().method() === "POST"
        ? route.fulfill({ status: 204 })
        : route.continue(),
  );
}

const CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
