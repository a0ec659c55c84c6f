/**
 * Passkeys that two domains share (WebAuthn Level 3 §5.11), in a real browser. It resolves the
 * domains to a server of this machine, and accepts its certificate.
 */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { certificateFor } from "@latchkey/core/testing";
import { readSettings } from "@latchkey/core";
import { site as SITE } from "../../lib/site.ts";
import { chromiumRunsHere, launchChromium } from "../browser/chromium.ts";
import { loggedIn, logOut } from "../browser/person.ts";
import { openSite } from "../site.ts";
import { annaWithPasskey } from "./person.ts";

/** The site's own domain, one that shares its passkeys, and one that doesn't. */
const OWN = "https://example.de";
const RELATED = "https://example.fr";
const STRANGE = "https://example.it";

interface Domains extends AsyncDisposable {
  readonly browser: Browser;
  /** The origins whose `/.well-known/webauthn` was requested. */
  readonly asked: readonly string[];
}

/** Serves the site on every domain, and starts a browser that finds it there. */
async function serveDomains(): Promise<Domains> {
  const { features } = readSettings(SITE, {
    APP_ENV: "test",
    PASSKEY_ORIGINS: RELATED,
  });
  const site = await openSite({
    settings: { publicUrl: new URL(OWN), features },
  });
  const asked: string[] = [];
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    ...certificateFor("example.de"),
    onListen: () => {},
  }, (request, info) => {
    const { pathname, origin } = new URL(request.url);
    if (pathname === "/.well-known/webauthn") asked.push(origin);
    return site.handler(request, info);
  });
  const browser = await launchChromium([
    "--ignore-certificate-errors",
    `--host-resolver-rules=MAP *:443 127.0.0.1:${server.addr.port}`,
  ]);
  return {
    browser,
    asked,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server.shutdown();
      await site[Symbol.asyncDispose]();
    },
  };
}

/** Asks for a passkey of the site's own domain, and returns the error's name. */
function failure(page: Page): Promise<string> {
  return page.evaluate(() =>
    navigator.credentials.get({
      publicKey: { challenge: new Uint8Array(32), rpId: "example.de" },
    }).then(() => "none", ({ name }) => name)
  );
}

Deno.test({
  name:
    "a passkey made at one domain logs in at another that is listed, and works nowhere else",
  ignore: !chromiumRunsHere,
  timeout: 300_000,
  async fn() {
    await using domains = await serveDomains();
    const { browser, asked } = domains;
    await using context = await browser.newContext({ baseURL: OWN });
    const page = await context.newPage();
    await annaWithPasskey(page);
    await logOut(page);
    assert.deepEqual(asked, [], "it needs no document of itself");

    await page.goto(`${RELATED}/auth/login`); // The autofill answers at once.
    await loggedIn(page);
    assert.equal(new URL(page.url()).origin, RELATED);
    assert.ok(asked.length > 0);
    assert.deepEqual([...new Set(asked)], [OWN]);

    await page.goto(`${STRANGE}/`);
    assert.equal(await failure(page), "SecurityError");
  },
});
