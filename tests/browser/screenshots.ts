/**
 * Takes pictures of the site, among them the README's:
 * `deno task screenshots [--to=folder] [name …]`, all of them if none is named.
 *
 * @module
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { addressKey } from "../../lib/auth/addresses.ts";
import { ANNA, type Site } from "../site.ts";
import { launchChromium } from "./chromium.ts";
import { heading, loginForm, signIn, submitLogin } from "./person.ts";
import { serveSite } from "./served_site.ts";

/** A picture: how wide and high in CSS pixels, and how the page comes to look like that. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly dark?: true;
  /** Brings the page into the state to be shown. */
  pose(page: Page, site: Site): Promise<void>;
}

const PICTURES: Readonly<Record<string, Picture>> = {
  "sign-in": { width: 840, height: 810, pose: openLogin },
  "sign-in-dark": { width: 840, height: 810, dark: true, pose: openLogin },
  "sign-in-narrow": { width: 320, height: 740, pose: openLogin },
  "sign-in-mistakes": {
    width: 840,
    height: 740,
    async pose(page) {
      await openLogin(page);
      await loginForm(page).submit.click();
      await page.getByText("Email is required").waitFor();
    },
  },
  "sign-in-refused": {
    width: 840,
    height: 740,
    async pose(page) {
      await openLogin(page);
      await submitLogin(page, { ...ANNA, password: "wrong horse" });
      await page.getByText("Incorrect Email or Password").waitFor();
    },
  },
  "home": {
    width: 840,
    height: 400,
    async pose(page) {
      await page.goto("/");
    },
  },
  "private": {
    width: 840,
    height: 400,
    async pose(page) {
      await signIn(page, ANNA);
      await page.goto("/private");
      await heading(page, "Private page");
    },
  },
  "account": {
    width: 840,
    height: 900,
    async pose(page, site) {
      await signInOnDevices(site);
      await signIn(page, ANNA);
      await page.goto("/account");
    },
  },
  ...wideAndNarrow("sessions", async (page, site) => {
    await signInOnDevices(site);
    await signIn(page, ANNA);
    await page.goto("/account/sessions");
  }),
  ...wideAndNarrow("password", async (page) => {
    await signIn(page, ANNA);
    await page.goto("/account/password");
    await page.getByLabel("New password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Change password" }).click();
  }),
};

const { values: { to }, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: {
    to: { type: "string", default: `${import.meta.dirname}/screenshots` },
  },
});
await Deno.mkdir(to, { recursive: true });
await using site = await serveSite({
  services: { settings: { appEnv: "development" } },
});
await using browser = await launchChromium();
for (const name of positionals.length > 0 ? positionals : names()) {
  const picture = PICTURES[name];
  if (!picture) {
    throw new Error(`No picture is named ${name}. There are: ${names()}`);
  }
  await take(picture, `${to}/${name}.png`);
}

async function take(picture: Picture, path: string): Promise<void> {
  await using context = await browser.newContext({
    baseURL: site.origin,
    viewport: { width: picture.width, height: picture.height },
    colorScheme: picture.dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await picture.pose(page, site);
  await page.screenshot({ path });
  console.log(path);
}

/** One page in a window of 1280 and in one of 320 CSS pixels. */
function wideAndNarrow(
  name: string,
  pose: Picture["pose"],
): Record<string, Picture> {
  return {
    [name]: { width: 1280, height: 720, pose },
    [`${name}-narrow`]: { width: 320, height: 860, pose },
  };
}

/** Signs Anna in on a phone and on a machine at work. */
async function signInOnDevices(site: Site): Promise<void> {
  const agents = [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:126.0) Gecko/20100101 Firefox/126.0",
  ];
  await site.services.store.sessions.endAll(
    (await site.services.store.users.byAddressKey(addressKey(ANNA.username)))!
      .id,
  );
  for (const agent of agents) {
    const fields = { ...ANNA, remember: "yes" };
    await site.visitor().post("/auth/login", fields, { "user-agent": agent });
  }
}

async function openLogin(page: Page): Promise<void> {
  await page.goto("/auth/login");
  await page.evaluate(() => document.fonts.ready);
}

function names(): string[] {
  return Object.keys(PICTURES);
}
