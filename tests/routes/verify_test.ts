import assert from "node:assert/strict";
import { plural } from "@latchkey/core/i18n";
import { islandProps } from "../island_props.ts";
import { CLARA, GUARDED_PAGE, locale, messages, sentence } from "../pages.ts";
import { ANNA, linkIn, openSite } from "../site.ts";
import { openAndPress } from "./mailed_link.ts";
import {
  accountAt,
  activityAt,
  CLARA_LOGIN,
  isConfirmed,
  signUpClara,
} from "./sign_up.ts";

const CONFIRMED = "/auth/verify";

Deno.test("confirms the address and logs in by link in the browser that signed up", async () => {
  await using site = await openSite();
  const { visitor, link } = await signUpClara(site);
  site.clock.advance(1000);
  const response = await openAndPress(visitor, link);
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), CONFIRMED);
  const account = await accountAt(site, CLARA.address);
  assert.equal(account?.verifiedAt, site.services.now());
  const html = await (await visitor.get(CONFIRMED)).text();
  assert.match(html, sentence(messages.verify.confirmed.title));
  assert.match(html, sentence(messages.verify.confirmed.loggedIn));
  assert.ok(
    (await activityAt(site, CLARA.address)).includes("address_verified"),
  );
});

Deno.test("submits the form automatically only in the browser that signed up", async () => {
  await using site = await openSite();
  const { visitor, link } = await signUpClara(site);
  const here = await (await visitor.get(link)).text();
  const elsewhere = await (await site.visitor().get(link)).text();
  assert.match(here, sentence(messages.tokenForm.moment));
  assert.deepEqual(islandProps(here).map(({ automatic }) => automatic), [true]);
  assert.doesNotMatch(elsewhere, sentence(messages.tokenForm.moment));
  assert.ok(!islandProps(elsewhere).some(({ automatic }) => automatic));
});

Deno.test("confirms the address and logs in by code in the browser that signed up", async () => {
  await using site = await openSite();
  const { visitor, code } = await signUpClara(site);
  const { address } = CLARA;
  const wrong = code === "000000" ? "000001" : "000000";
  const fields = { address, code: wrong };
  const again = await visitor.post("/auth/verify", fields);
  assert.equal(again.status, 422);

  const typed = ` ${code.slice(0, 3)} ${code.slice(3)}\n`;
  const response = await visitor
    .post("/auth/verify", { ...fields, code: typed });
  assert.equal(response.status, 303);
  assert.equal(await isConfirmed(site), true);
  assert.equal((await visitor.get(GUARDED_PAGE)).status, 200);
});

Deno.test("rejects the code alone in another browser, even one with its own code", async () => {
  for (const hasOwn of [false, true]) {
    await using site = await openSite();
    const { code } = await signUpClara(site);
    const other = site.visitor();
    const own = { ...CLARA, address: "other@example.com" };
    if (hasOwn) await other.post("/auth/signup", own);
    const fields = { address: CLARA.address, code };
    const response = await other.post("/auth/verify", fields);
    const location = response.headers.get("location") ?? "";
    assert.match(location, /^\/auth\/verify\?token=/);
    assert.equal(await isConfirmed(site), false);
    assert.equal((await other.get(GUARDED_PAGE)).status, 303);
  }
});

Deno.test("accepts the code on another device with address and password", async () => {
  await using site = await openSite();
  const { code } = await signUpClara(site);
  const phone = site.visitor();
  const html = await (await phone.get("/auth/verify")).text();
  assert.match(html, /name="code"[^>]*autocomplete="one-time-code"/);
  assert.match(html, /name="code"[^>]*inputmode="numeric"/);
  const address = " CLARA@example.com ";
  const typed = await phone.post("/auth/verify", { address, code });
  const page = typed.headers.get("location") ?? "";
  const { password } = CLARA;
  const response = await openAndPress(phone, page, { password });
  assert.equal(response.headers.get("location"), CONFIRMED);
  assert.equal(await isConfirmed(site), true);
  assert.equal((await phone.get(GUARDED_PAGE)).status, 200);
});

Deno.test("asks a logged-in user for the code only and can send another email", async () => {
  await using site = await openSite();
  await signUpClara(site);
  const visitor = site.visitor();
  await visitor.logIn(CLARA_LOGIN);
  const html = await (await visitor.get("/auth/verify")).text();
  assert.match(html, /name="address" value="Clara@example\.com"/);
  assert.match(html, sentence(messages.verify.again));

  const before = site.mails.messages().length;
  const asked = await visitor.post("/auth/verify", { again: "yes" });
  assert.equal(asked.headers.get("location"), "/auth/verify");
  const mail = await site.mailTo(CLARA.address);
  assert.equal(site.mails.messages().length, before + 1);
  const sent = await (await visitor.get("/auth/verify")).text();
  assert.match(sent, sentence(messages.verify.notices.mailed));

  const session = visitor.cookies.get("access_token");
  await openAndPress(visitor, linkIn(mail));
  assert.equal(await isConfirmed(site), true);
  assert.equal(visitor.cookies.get("access_token"), session);
  const after = await visitor.get("/auth/verify");
  assert.match(await after.text(), sentence(messages.verify.confirmed.title));
});

Deno.test("limits how often the email can be sent again", async () => {
  await using site = await openSite();
  await signUpClara(site);
  const visitor = site.visitor();
  await visitor.logIn(CLARA_LOGIN);
  const ask = () => visitor.post("/auth/verify", { again: "yes" });
  for (let time = 0; time < 3; time++) assert.equal((await ask()).status, 303);
  const refused = await ask();
  assert.equal(refused.status, 429);
  assert.match(
    await refused.text(),
    sentence(plural(locale, messages.wait.attempts, 15)),
  );
});

Deno.test("redirects a stranger who requests another email to log in", async () => {
  await using site = await openSite();
  const response = await site.visitor().post("/auth/verify", { again: "yes" });
  assert.equal(
    response.headers.get("location"),
    "/auth/login?next=/auth/verify",
  );
});

Deno.test("asks for the password too when another account is logged in", async () => {
  await using site = await openSite();
  const { link } = await signUpClara(site);
  const annas = site.visitor();
  await annas.logIn(ANNA);
  assert.equal((await openAndPress(annas, link)).status, 422);
  assert.match(await (await annas.get("/account")).text(), /Anna@example\.com/);
  assert.equal(await isConfirmed(site), false);
});
