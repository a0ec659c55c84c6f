import { deepStrictEqual as equal, match, notEqual } from "node:assert/strict";
import {
  bindBrowser,
  boundBrowser,
  isBoundBrowser,
} from "./browser_binding.ts";
import { ENGLISH } from "../../i18n/languages.ts";
import { testServices } from "../../testing/services.ts";

await using services = await testServices({ settings: { https: true } });

/** A request with these headers. */
const sent = (headers?: Headers) => ({
  req: new Request("https://example.com", { headers }),
  state: {
    services,
    language: ENGLISH,
    user: null,
    session: null,
    tokenRefused: false,
  },
});
const nobody = sent();

/** A request by a browser that stored a `Set-Cookie` header. */
function after(setCookie: string) {
  return sent(new Headers({ cookie: setCookie.split(";")[0] }));
}

Deno.test("recognises the browser that made the request, and no other", async () => {
  const { browser, setCookie } = await bindBrowser(nobody);
  match(browser, /^[0-9a-f]{64}$/);
  match(
    setCookie,
    /^__Host-browser_binding=[\w-]{22}; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  equal(await boundBrowser(after(setCookie)), browser);
  equal(await isBoundBrowser(after(setCookie), browser), true);
  const other = await bindBrowser(nobody);
  notEqual(other.browser, browser);
  equal(await isBoundBrowser(after(other.setCookie), browser), false);
});

Deno.test("a second request keeps the browser's binding", async () => {
  const first = await bindBrowser(nobody);
  const second = await bindBrowser(after(first.setCookie));
  equal(second.browser, first.browser);
});

Deno.test("rejects a browser without a binding", async () => {
  const { browser, setCookie } = await bindBrowser(nobody);
  const value = setCookie.split(";")[0];
  for (
    const cookie of [
      "",
      "__Host-browser_binding=",
      "__Host-browser_binding=x",
      `${value}x`,
      `${value}; ${value}`,
      value.replace("__Host-", ""),
    ]
  ) {
    const asking = sent(new Headers({ cookie }));
    equal(await boundBrowser(asking), "", cookie);
    for (const asked of [browser, "", undefined]) {
      equal(await isBoundBrowser(asking, asked), false, cookie);
    }
  }
});
