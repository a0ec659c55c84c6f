/**
 * A real browser and its passkeys at the site behind a proxy: the app sees plain HTTP on another
 * port, and must still name the public origin.
 */
import assert from "node:assert/strict";
import type { Browser, BrowserContext } from "playwright-core";
import { chromiumRunsHere, launchChromium } from "../browser/chromium.ts";
import { heading, logIn, logOut } from "../browser/person.ts";
import { GUARDED_HEADING, LOGIN_TO_GUARDED_PAGE } from "../pages.ts";
import { startCaddy } from "../slow/proxies/caddy.ts";
import { originOf } from "../slow/proxies/client.ts";
import { startNginx } from "../slow/proxies/nginx.ts";
import { isInstalled } from "../debian.ts";
import { ADA, startStack } from "../slow/proxies/stack.ts";
import { addPasskey, logInByButton } from "./person.ts";
import { plugIn } from "./virtual_authenticator.ts";

const PROXIES = [
  {
    name: "nginx",
    start: startNginx,
    isHere: await isInstalled("nginx", "nginx-light"),
  },
  {
    name: "Caddy",
    start: startCaddy,
    isHere: await isInstalled("caddy", "caddy"),
  },
];

for (const { name, start, isHere } of PROXIES) {
  Deno.test({
    name:
      `a person in a browser logs in by password and by passkey behind ${name}`,
    ignore: !isHere || !chromiumRunsHere,
    async fn() {
      await using stack = await startStack(start);
      const { proxy } = stack;
      const { keyHash } = proxy.certificate;
      // As if the authority were installed: pages with a bad certificate have no passkeys.
      const browser = await launchChromium([
        `--ignore-certificate-errors-spki-list=${keyHash}`,
      ]);
      try {
        await usePasskey(browser, originOf(proxy));
      } finally {
        await browser.close();
      }
    },
  });
}

async function usePasskey(browser: Browser, origin: string): Promise<void> {
  await using context = await browser.newContext({ baseURL: origin });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const authenticator = await plugIn(page);
  await logIn(page, ADA);
  await assertCookie(context);
  await addPasskey(page);
  await logOut(page);
  await logInByButton(page, authenticator, LOGIN_TO_GUARDED_PAGE);
  await heading(page, GUARDED_HEADING);
  assert.equal(new URL(page.url()).origin, origin);
}

async function assertCookie(context: BrowserContext): Promise<void> {
  const cookies = await context.cookies();
  const cookie = cookies
    .find((one) => one.name === "__Host-access_token");
  assert.ok(cookie?.secure && cookie.httpOnly);
  assert.equal(cookie.sameSite, "Lax");
}
