import { deepStrictEqual as equal, match, notEqual } from "node:assert/strict";
import {
  browserOf,
  isAskingBrowser,
  markAskingBrowser,
} from "../../lib/latchkey/features/session/browser_binding.ts";

const site = { https: true, port: 8000, publicUrl: null };
const nobody = new Headers();

/** The headers of a browser that took a `Set-Cookie` line. */
function after(setCookie: string): Headers {
  return new Headers({ cookie: setCookie.split(";")[0] });
}

Deno.test("the browser that asked is known again, another is not", async () => {
  const { browser, setCookie } = await markAskingBrowser(site, nobody);
  match(browser, /^[0-9a-f]{64}$/);
  match(
    setCookie,
    /^__Host-asking_browser=[\w-]{22}; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  equal(await browserOf(site, after(setCookie)), browser);
  equal(await isAskingBrowser(site, after(setCookie), browser), true);
  const other = await markAskingBrowser(site, nobody);
  notEqual(other.browser, browser);
  equal(await isAskingBrowser(site, after(other.setCookie), browser), false);
});

Deno.test("a browser that asks twice stays the one that asked", async () => {
  const first = await markAskingBrowser(site, nobody);
  const second = await markAskingBrowser(site, after(first.setCookie));
  equal(second.browser, first.browser);
});

Deno.test("nobody who asked for nothing is taken for one who did", async () => {
  const { browser, setCookie } = await markAskingBrowser(site, nobody);
  const value = setCookie.split(";")[0];
  for (
    const cookie of [
      "",
      "__Host-asking_browser=",
      "__Host-asking_browser=x",
      `${value}x`,
      `${value}; ${value}`,
      value.replace("__Host-", ""),
    ]
  ) {
    const headers = new Headers({ cookie });
    equal(await browserOf(site, headers), "", cookie);
    for (const asked of [browser, "", undefined]) {
      equal(await isAskingBrowser(site, headers, asked), false, cookie);
    }
  }
});
