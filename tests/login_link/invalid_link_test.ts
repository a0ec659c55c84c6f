import assert from "node:assert/strict";
import { TOKEN_SECONDS } from "@latchkey/core";
import { ANNA, linkIn, openSite } from "../site.ts";
import {
  assertKeptSecret,
  loginLink,
  openAndPress,
  scan,
  tokenIn,
  withoutBack,
} from "../routes/mailed_link.ts";
import { accountAt } from "../routes/sign_up.ts";

Deno.test("accepts a link once and revokes its siblings", async () => {
  await using site = await openSite();
  const first = await loginLink(site);
  const second = await loginLink(site);
  await openAndPress(site.visitor(), first);
  for (const link of [first, second]) {
    const opened = await site.visitor().get(link);
    assert.equal(opened.status, 410);
    assert.match(await opened.text(), /href="\/auth\/link"/);
    const fields = { token: tokenIn(link) };
    const pressed = await site.visitor().post("/auth/link/open", fields);
    assert.equal(pressed.status, 410);
    assert.deepEqual(pressed.headers.getSetCookie(), []);
  }
});

Deno.test("one of two concurrent clicks logs in, the other says so, and a later one in the same browser continues", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const token = tokenIn(await loginLink(site, visitor));
  const click = () => visitor.post("/auth/link/open", { token });
  const statuses = (await Promise.all([click(), click(), click()]))
    .map(({ status }) => status);
  assert.deepEqual(statuses.toSorted(), [303, 410, 410]);
  const later = await click();
  assert.deepEqual([later.status, later.headers.get("location")], [303, "/"]);
});

Deno.test("a mail scanner neither uses up the link nor logs in", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const link = await loginLink(site, visitor);
  await scan(site, link);
  assert.equal((await openAndPress(visitor, link)).status, 303);
});

Deno.test("expires a link after 15 minutes", async () => {
  await using site = await openSite();
  const link = await loginLink(site);
  site.clock.advance(TOKEN_SECONDS.login_link * 1000 - 1);
  assert.equal((await site.visitor().get(link)).status, 200);
  site.clock.advance(1);
  assert.equal((await site.visitor().get(link)).status, 410);
  const fields = { token: tokenIn(link) };
  const late = await site.visitor().post("/auth/link/open", fields);
  assert.equal(late.status, 410);
});

Deno.test("keeps the token out of headers, logs and other pages", async () => {
  await using site = await openSite();
  const { logged } = site;
  const visitor = site.visitor();
  const link = await loginLink(site, visitor);
  const token = tokenIn(link);
  assertKeptSecret(await visitor.get(link), token);
  const pressed = await openAndPress(visitor, link);
  const dead = await visitor.get(link);
  for (const response of [pressed, dead]) {
    assert.ok(![...response.headers.values()].join().includes(token));
    assert.ok(!withoutBack(await response.text()).includes(token));
  }
  assert.ok(logged.length > 0);
  assert.ok(!logged.join().includes(token));
});

Deno.test("rejects an invalid link or one for another purpose", async () => {
  await using site = await openSite();
  await site.visitor().post("/auth/recover", { address: ANNA.username });
  const other = tokenIn(linkIn(await site.mailTo(ANNA.username)));
  for (const token of [other, "x".repeat(43), "x", ""]) {
    const path = `/auth/link/open?token=${token}`;
    assert.equal((await site.visitor().get(path)).status, 410);
    const sent = await site.visitor().post("/auth/link/open", { token });
    assert.equal(sent.status, 410);
  }
});

Deno.test("revokes links when the password or address changes or the account is locked", async () => {
  for (const change of ["password", "address", "lock"]) {
    await using site = await openSite();
    const link = await loginLink(site);
    const anna = await accountAt(site, ANNA.username);
    assert.ok(anna);
    const { users } = site.services.store;
    if (change === "password") {
      await site.visitor().post("/auth/recover", { address: ANNA.username });
      await site.visitor().post("/auth/recover/new", {
        token: tokenIn(linkIn(await site.mailTo(ANNA.username))),
        password: "tractor moonlight",
      });
    } else if (change === "address") {
      await users.changeAddress(anna.id, {
        from: anna.addressKey,
        credentialEpoch: anna.credentialEpoch,
        address: "new@example.com",
        addressKey: "new@example.com",
        verifiedAt: site.services.now(),
        keepFormerUntil: null,
      });
    } else {
      await users.update(anna.id, { disabled: true });
    }
    assert.equal((await site.visitor().get(link)).status, 410, change);
  }
});
