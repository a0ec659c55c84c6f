/**
 * Takes pictures of the site, among them the README's:
 * `deno task screenshots [--to=folder] [name …]`, all of them if none is named.
 *
 * @module
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { ANNA } from "../site.ts";
import { launchChromium } from "./chromium.ts";
import { heading, loginForm, signIn, submitLogin } from "./person.ts";
import { serveSite } from "./served_site.ts";

/** A picture: how wide and high in CSS pixels, and how the page comes to look like that. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly dark?: true;
  /** Brings the page into the state to be shown. */
  pose(page: Page): Promise<void>;
}

const PICTURES: Readonly<Record<string, Picture>> = {
  "sign-in": { width: 840, height: 740, pose: openLogin },
  "sign-in-dark": { width: 840, height: 740, dark: true, pose: openLogin },
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
  await picture.pose(page);
  await page.screenshot({ path });
  console.log(path);
}

async function openLogin(page: Page): Promise<void> {
  await page.goto("/auth/login");
  await page.evaluate(() => document.fonts.ready);
}

function names(): string[] {
  return Object.keys(PICTURES);
}
