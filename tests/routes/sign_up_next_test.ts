/** The next path survives a sign-up. */
import assert from "node:assert/strict";
import { CLARA, GUARDED_PAGE } from "../pages.ts";
import { codeIn, linkIn, openSite, type Site, type Visitor } from "../site.ts";

const WANTED = `${GUARDED_PAGE}?tab=2`;

/**
 * Follows the link from the guarded page to the sign-up form and submits it.
 */
async function signUp(site: Site, visitor: Visitor, next = WANTED) {
  const query = `?next=${encodeURIComponent(next)}`;
  const login = await (await visitor.get(`/auth/login${query}`)).text();
  const href = /href="(\/auth\/signup\?[^"]*)"/.exec(login)?.[1] ?? "";
  const form = await (await visitor.get(href.replaceAll("&amp;", "&"))).text();
  const sent = /name="next" value="([^"]*)"/.exec(form)?.[1] ?? "";
  await visitor.post("/auth/signup", { ...CLARA, next: sent });
  return await site.mailTo(CLARA.address);
}

Deno.test("redirects to the next path once after the sign-up code", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const code = codeIn(await signUp(site, visitor));
  const form = { address: CLARA.address, code };
  const response = await visitor.post("/auth/verify", form);
  assert.equal(response.headers.get("location"), WANTED);
  assert.equal((await visitor.get(WANTED)).status, 200);
  assert.equal(visitor.cookies.has("sign_up_next"), false);
});

Deno.test("redirects to the next path after the link in the same browser only", async () => {
  for (const [isSame, location] of [[true, WANTED], [false, "/auth/verify"]]) {
    await using site = await openSite();
    const visitor = site.visitor();
    const mail = await signUp(site, visitor);
    const token = new URLSearchParams(linkIn(mail).split("?")[1]).get("token");
    const opener = isSame ? visitor : site.visitor();
    const { password } = CLARA;
    const form = { token: token ?? "", ...(isSame ? {} : { password }) };
    const response = await opener.post("/auth/verify", form);
    assert.equal(response.headers.get("location"), location);
  }
});

Deno.test("redirects only within this site, whatever the query, form or cookie says", async () => {
  for (
    const evil of ["https://evil.example/", "//evil.example", "/\\evil.example"]
  ) {
    await using site = await openSite();
    const visitor = site.visitor();
    await visitor.post("/auth/signup", { ...CLARA, next: evil });
    visitor.cookies.set("sign_up_next", encodeURIComponent(evil));
    const code = codeIn(await site.mailTo(CLARA.address));
    const form = { address: CLARA.address, code };
    const response = await visitor.post("/auth/verify", form);
    assert.equal(response.headers.get("location"), "/auth/verify", evil);
  }
});
