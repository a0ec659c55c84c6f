/** People who use the same browser one after another. */
import assert from "node:assert/strict";
import { comeBack, openFakeSite } from "../routes/login_provider.ts";
import { statusOf } from "../routes/own_account.ts";
import { CLARA, GUARDED_PAGE } from "../pages.ts";
import { codeIn } from "../site.ts";

const FORM = "/auth/provider/sign-up";
const { address } = CLARA;

Deno.test("an identity that waited for its account opens nothing after logging out", async () => {
  await using site = await openFakeSite();
  site.provider.answer({ address: null, addressVerified: false });
  const clara = site.visitor();
  await statusOf(comeBack(site, clara));
  assert.equal(await statusOf(clara.post(FORM, { address, name: "" })), 200);
  const code = codeIn(await site.mailTo(address));
  await statusOf(clara.post("/auth/verify", { address, code }));
  assert.equal(await statusOf(clara.get(GUARDED_PAGE)), 200);
  const kept = new Map(clara.cookies);
  await statusOf(clara.post("/auth/logout", {}));
  assert.equal(await statusOf(clara.get(GUARDED_PAGE)), 303);
  assert.equal(await statusOf(clara.get(FORM)), 303);

  // The next person at this computer sends the form again.
  await statusOf(clara.post(FORM, { address, name: "" }));
  assert.equal(await statusOf(clara.get(GUARDED_PAGE)), 303);
  // Or had copied the cookies.
  for (const [name, value] of kept) {
    if (name !== "access_token") clara.cookies.set(name, value);
  }
  await statusOf(clara.post(FORM, { address, name: "" }));
  assert.equal(await statusOf(clara.get(GUARDED_PAGE)), 303);
});

Deno.test("another tab with the form leads on once the person is logged in", async () => {
  await using site = await openFakeSite();
  site.provider.answer({ address: null, addressVerified: false });
  const clara = site.visitor();
  await statusOf(comeBack(site, clara, { next: GUARDED_PAGE }));
  await statusOf(clara.post(FORM, { address, name: "" }));
  const code = codeIn(await site.mailTo(address));
  await statusOf(clara.post("/auth/verify", { address, code }));
  const again = await clara.post(FORM, { address, name: "" });
  assert.equal(again.headers.get("location"), GUARDED_PAGE);
  await again.body?.cancel();
});
