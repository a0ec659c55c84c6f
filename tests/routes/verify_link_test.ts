import assert from "node:assert/strict";
import { TOKEN_SECONDS } from "@latchkey/core";
import { StoreUnavailableError } from "@latchkey/core/testing";
import { CLARA, messages, sentence } from "../pages.ts";
import { linkIn, openSite } from "../site.ts";
import {
  assertKeptSecret,
  openAndPress,
  scan,
  tokenIn,
} from "./mailed_link.ts";
import { accountAt, isConfirmed, signUpClara } from "./sign_up.ts";

const CONFIRMED = "/auth/verify";

Deno.test("keeps the link valid after a mail scanner opens it", async () => {
  await using site = await openSite();
  const { visitor, link } = await signUpClara(site);
  await scan(site, link);
  assert.equal(await isConfirmed(site), false);
  assert.equal((await openAndPress(visitor, link)).status, 303);
  assert.equal(await isConfirmed(site), true);
});

Deno.test("keeps the link valid when the database fails, so that the button works later", async () => {
  await using site = await openSite();
  const { users } = site.services.store;
  const { update } = users;
  let isAway = false;
  Object.assign(users, {
    update: (...change: Parameters<typeof update>) =>
      isAway
        ? Promise.reject(new StoreUnavailableError("gone"))
        : update(...change),
  });
  const { visitor, link } = await signUpClara(site);
  isAway = true;
  assert.equal((await openAndPress(visitor, link)).status, 503);
  isAway = false;
  assert.equal((await openAndPress(visitor, link)).status, 303);
  assert.equal(await isConfirmed(site), true);
});

Deno.test("keeps the token out of headers, logs and other pages", async () => {
  await using site = await openSite();
  const { logged } = site;
  const { visitor, link } = await signUpClara(site);
  const token = tokenIn(link);
  const opened = await visitor.get(link);
  assertKeptSecret(opened, token);
  const pressed = await openAndPress(visitor, link);
  const after = await visitor.get(CONFIRMED);
  const dead = await visitor.get(link);
  for (const response of [pressed, after, dead]) {
    assert.ok(![...response.headers.values()].join().includes(token));
    assert.ok(!(await response.text()).includes(token));
  }
  assert.ok(logged.length > 0);
  assert.ok(!logged.join().includes(token));
});

Deno.test("revokes the code once the link is used, and the link once the code is", async () => {
  for (const first of ["link", "code"]) {
    await using site = await openSite();
    const { link, code } = await signUpClara(site);
    const browser = site.visitor();
    const { address, password } = CLARA;
    if (first === "link") await openAndPress(browser, link, { password });
    else await browser.post("/auth/verify", { address, code });
    const late = await browser.post("/auth/verify", { address, code });
    assert.equal(late.status, 422);
    const later = site.visitor();
    assert.equal((await later.get(link)).status, 410);
    const pressed = await later.post("/auth/verify", {
      token: tokenIn(link),
    });
    assert.equal(pressed.status, 410);
    assert.match(await pressed.text(), sentence(messages.deadLink.title));
  }
});

Deno.test("expires link and code after a day", async () => {
  await using site = await openSite();
  const { visitor, link, code } = await signUpClara(site);
  site.clock.advance(TOKEN_SECONDS.verify * 1000 - 1);
  assert.equal((await visitor.get(link)).status, 200);
  site.clock.advance(1);
  assert.equal((await visitor.get(link)).status, 410);
  const { address } = CLARA;
  const late = await visitor.post("/auth/verify", { address, code });
  assert.equal(late.status, 422);
  assert.equal(await isConfirmed(site), false);
});

Deno.test("rejects a link for another purpose", async () => {
  await using site = await openSite();
  await signUpClara(site);
  const visitor = site.visitor();
  await visitor.post("/auth/recover", { address: CLARA.address });
  const token = tokenIn(linkIn(await site.mailTo(CLARA.address)));
  assert.equal((await visitor.get(`/auth/verify?token=${token}`)).status, 410);
  assert.equal((await visitor.post("/auth/verify", { token })).status, 410);
  for (const made of ["", "x", "x".repeat(43), "é".repeat(43)]) {
    const path = `/auth/verify?token=${encodeURIComponent(made)}`;
    assert.equal((await visitor.get(path)).status, 410, made);
  }
  assert.equal(await isConfirmed(site), false);
});

Deno.test("rejects a cross-site confirmation", async () => {
  await using site = await openSite();
  const { visitor, link, code } = await signUpClara(site);
  const { address } = CLARA;
  const forms: Record<string, string>[] = [
    { token: tokenIn(link) },
    { address, code },
  ];
  for (const fields of forms) {
    const response = await visitor.post("/auth/verify", fields, {
      origin: "https://evil.example",
      "sec-fetch-site": "cross-site",
    });
    assert.equal(response.status, 403);
  }
  assert.equal(await isConfirmed(site), false);
});

Deno.test("rejects link and code after the address changed", async () => {
  await using site = await openSite();
  const { visitor, link, code } = await signUpClara(site);
  const account = await accountAt(site, CLARA.address);
  assert.ok(account);
  await site.services.store.users.changeAddress(account.id, {
    from: account.addressKey,
    credentialEpoch: account.credentialEpoch,
    address: "new@example.com",
    addressKey: "new@example.com",
    verifiedAt: site.services.now(),
    keepFormerUntil: null,
  });
  assert.equal((await visitor.get(link)).status, 410);
  for (const address of [CLARA.address, "new@example.com"]) {
    const late = await visitor.post("/auth/verify", { address, code });
    assert.equal(late.status, 422);
  }
});
