import assert from "node:assert/strict";
import { TOKEN_SECONDS } from "@latchkey/core";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, openSite } from "../site.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";
import {
  assertKeptSecret,
  loginLink,
  recoveryLink,
  scan,
  tokenIn,
  withoutBack,
} from "./mailed_link.ts";
import { askForAddress } from "./own_account.ts";
import { accountAt } from "./sign_up.ts";

const NEW = "tractor moonlight";

Deno.test("explains a bad password and keeps the link valid", async () => {
  await using site = await openSite();
  const token = tokenIn(await recoveryLink(site));
  const visitor = site.visitor();
  const bad = ["", "seven c", "football1", "anna is here", "x".repeat(257)];
  for (const password of bad) {
    const response = await visitor.post("/auth/recover/new", {
      token,
      password,
    });
    const html = await response.text();
    assert.equal(response.status, 422, password);
    assert.ok(html.includes(`name="token" value="${token}"`));
    assert.ok(password === "" || !html.includes(`"${password}"`));
  }
  const good = await visitor.post("/auth/recover/new", {
    token,
    password: NEW,
  });
  assert.equal(good.status, 303);
});

Deno.test("accepts a link once and revokes its siblings and login links", async () => {
  await using site = await openSite();
  const first = await recoveryLink(site);
  const second = await recoveryLink(site);
  const logIn = HAS_LOGIN_LINK ? [await loginLink(site)] : [];
  const fields = { token: tokenIn(second), password: NEW };
  await site.visitor().post("/auth/recover/new", fields);
  for (const link of [first, second, ...logIn]) {
    const response = await site.visitor().get(link);
    assert.equal(response.status, 410, link);
    assert.match(await response.text(), sentence(messages.deadLink.title));
  }
  for (const link of [first, second]) {
    const response = await site.visitor().post("/auth/recover/new", {
      token: tokenIn(link),
      password: "another moonlight",
    });
    assert.equal(response.status, 410);
    assert.match(await response.text(), /href="\/auth\/recover"/);
  }
  await site.visitor().logIn({ ...ANNA, password: NEW });
});

Deno.test("lets one of two concurrent users of a link set the password", async () => {
  await using site = await openSite();
  const token = tokenIn(await recoveryLink(site));
  const passwords = ["tractor moonlight", "velvet ladder", "orbit cactus"];
  const answers = await Promise.all(
    passwords.map((password) =>
      site.visitor().post("/auth/recover/new", { token, password })
    ),
  );
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(statuses.toSorted(), [303, 410, 410]);
  const password = passwords[statuses.indexOf(303)];
  await site.visitor().logIn({ ...ANNA, password });
});

Deno.test("keeps the link valid after a mail scanner opens it", async () => {
  await using site = await openSite();
  const link = await recoveryLink(site);
  await scan(site, link);
  await site.visitor().logIn(ANNA);
  const fields = { token: tokenIn(link), password: NEW };
  const response = await site.visitor().post("/auth/recover/new", fields);
  assert.equal(response.status, 303);
});

Deno.test("expires the link after an hour, including while its form is open", async () => {
  await using site = await openSite();
  const link = await recoveryLink(site);
  site.clock.advance(TOKEN_SECONDS.recover * 1000 - 1);
  assert.equal((await site.visitor().get(link)).status, 200);
  site.clock.advance(1);
  assert.equal((await site.visitor().get(link)).status, 410);
  const fields = { token: tokenIn(link), password: NEW };
  const late = await site.visitor().post("/auth/recover/new", fields);
  assert.equal(late.status, 410);
  await site.visitor().logIn(ANNA);
});

Deno.test("keeps the token out of headers, logs and other pages", async () => {
  await using site = await openSite();
  const { logged } = site;
  const link = await recoveryLink(site);
  const token = tokenIn(link);
  const visitor = site.visitor();
  assertKeptSecret(await visitor.get(link), token);
  const fields = { token, password: NEW };
  const sent = await visitor.post("/auth/recover/new", fields);
  const dead = await visitor.get(link);
  for (const response of [sent, dead]) {
    assert.ok(![...response.headers.values()].join().includes(token));
    assert.ok(!withoutBack(await response.text()).includes(token));
  }
  assert.ok(logged.length > 0);
  assert.ok(!logged.join().includes(token) && !logged.join().includes(NEW));
});

Deno.test("rejects an invalid link or one for another purpose", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const other = tokenIn(await askForAddress(site, anna, "anna@new.example"));
  for (const token of [other, "x".repeat(43), "x", ""]) {
    const path = `/auth/recover/new?token=${token}`;
    assert.equal((await site.visitor().get(path)).status, 410);
    const fields = { token, password: NEW };
    const sent = await site.visitor().post("/auth/recover/new", fields);
    assert.equal(sent.status, 410);
  }
  await site.visitor().logIn(ANNA);
});

Deno.test("rejects a link after the address changed or the account was disabled", async () => {
  await using site = await openSite();
  const links = {
    anna: await recoveryLink(site),
    bert: await recoveryLink(site, BERT.username),
  };
  const { users } = site.services.store;
  const anna = await accountAt(site, ANNA.username);
  const bert = await accountAt(site, BERT.username);
  assert.ok(anna && bert);
  await users.changeAddress(anna.id, {
    from: anna.addressKey,
    credentialEpoch: anna.credentialEpoch,
    address: "new@example.com",
    addressKey: "new@example.com",
    verifiedAt: site.services.now(),
    keepFormerUntil: null,
  });
  await users.update(bert.id, { disabled: true });
  for (const link of Object.values(links)) {
    assert.equal((await site.visitor().get(link)).status, 410);
    const fields = { token: tokenIn(link), password: NEW };
    const sent = await site.visitor().post("/auth/recover/new", fields);
    assert.equal(sent.status, 410);
  }
});

Deno.test("rejects a recovery under way when the owner makes the password unusable", async () => {
  const { promise: secured, resolve } = Promise.withResolvers<void>();
  await using site = await openSite();
  const anna = await accountAt(site, ANNA.username);
  assert.ok(anna);
  const token = tokenIn(await recoveryLink(site));
  const { users } = site.services.store;
  const { changePassword } = users;
  // Between checking the link and changing the password.
  const late: typeof changePassword = async (...change) => {
    await users.secure(anna.id, { passwordHash: "" });
    resolve();
    return await changePassword(...change);
  };
  Object.assign(users, { changePassword: late });
  const fields = { token, password: NEW };
  const response = await site.visitor().post("/auth/recover/new", fields);
  await secured;
  assert.equal(response.status, 410);
  const after = await accountAt(site, ANNA.username);
  assert.equal(after?.passwordHash, "");
});

Deno.test("says that the first click worked when the button is clicked twice", async () => {
  await using site = await openSite();
  const token = tokenIn(await recoveryLink(site));
  const visitor = site.visitor();
  const click = () =>
    visitor.post("/auth/recover/new", { token, password: NEW });
  const answers = await Promise.all([click(), click()]);
  const statuses = answers.map(({ status }) => status);
  assert.deepEqual(statuses.toSorted(), [303, 410]);
  const second = await answers[statuses.indexOf(410)].text();
  assert.match(second, /it\s+worked and you're logged in/);
  assert.equal((await visitor.get("/account")).status, 200);
});
