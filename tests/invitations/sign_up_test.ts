import assert from "node:assert/strict";
import { createInvitation } from "@latchkey/core";
import { CLARA, messages, sentence } from "../pages.ts";
import { ANNA, openSite, type Site } from "../site.ts";
import { accountAt, CLARA_LOGIN, withoutNonce } from "../routes/sign_up.ts";

const DAY = 24 * 60 * 60;

const openInvited = () => openSite({ settings: { signUp: "invite" } });

const invite = ({ services }: Site, address = "") =>
  createInvitation(services, { address, lifetimeSeconds: DAY });

Deno.test("a closed sign-up page says so, and its form creates nothing", async () => {
  await using site = await openSite({ settings: { signUp: "closed" } });
  const visitor = site.visitor();
  const answers = [
    await visitor.get("/auth/signup"),
    await visitor.get(`/auth/signup?invite=${await invite(site)}`),
    await visitor.post("/auth/signup", CLARA),
    await visitor.post("/auth/signup", {
      ...CLARA,
      invite: await invite(site),
    }),
  ];
  for (const answer of answers) {
    assert.equal(answer.status, 403);
    assert.match(
      await answer.text(),
      sentence(messages.signUpUnavailable.closed.title),
    );
  }
  assert.equal(await accountAt(site, CLARA.address), null);
});

Deno.test("says that sign-up is by invitation only", async () => {
  await using site = await openInvited();
  const visitor = site.visitor();
  for (
    const answer of [
      await visitor.get("/auth/signup"),
      await visitor.post("/auth/signup", CLARA),
    ]
  ) {
    assert.equal(answer.status, 403);
    assert.match(
      await answer.text(),
      sentence(messages.signUpUnavailable.uninvited.title),
    );
  }
  assert.equal(await accountAt(site, CLARA.address), null);
});

Deno.test("an invitation opens the form, which carries it on, and creates one account", async () => {
  await using site = await openInvited();
  const token = await invite(site);
  const visitor = site.visitor();
  const opened = await visitor.get(`/auth/signup?invite=${token}`);
  assert.equal(opened.status, 200);
  assert.equal(opened.headers.get("referrer-policy"), "strict-origin");
  assert.ok((await opened.text()).includes(`name="invite" value="${token}"`));

  const sent = { ...CLARA, invite: token };
  assert.equal((await visitor.post("/auth/signup", sent)).status, 200);
  await site.visitor().logIn(CLARA_LOGIN);

  const other = { ...sent, address: "other@example.com" };
  for (
    const answer of [
      await site.visitor().post("/auth/signup", other),
      await site.visitor().get(`/auth/signup?invite=${token}`),
    ]
  ) {
    assert.equal(answer.status, 403);
    assert.match(
      await answer.text(),
      sentence(messages.signUpUnavailable.used.title),
    );
  }
  assert.equal(await accountAt(site, other.address), null);
});

Deno.test("explains an invalid, expired or wrong invitation", async () => {
  await using site = await openInvited();
  const old = await invite(site);
  await site.visitor().post("/auth/recover", { address: ANNA.username });
  const mail = await site.mailTo(ANNA.username);
  const [, recovery] = /token=([\w-]{43})/.exec(mail.text) ?? [];
  site.clock.advance(DAY * 1000);
  for (const token of [old, recovery, "x".repeat(43), "x", "%00"]) {
    const opened = await site.visitor().get(`/auth/signup?invite=${token}`);
    const sent = await site.visitor()
      .post("/auth/signup", { ...CLARA, invite: token });
    for (const answer of [opened, sent]) {
      assert.equal(answer.status, 403);
      assert.match(
        await answer.text(),
        sentence(messages.signUpUnavailable.void.title),
      );
    }
  }
});

Deno.test("an invitation for one address works for no other", async () => {
  await using site = await openInvited();
  const token = await invite(site, "Clara@Example.com");
  const html = await (await site.visitor().get(`/auth/signup?invite=${token}`))
    .text();
  assert.match(html, /name="address"[^>]*value="Clara@Example\.com"/);
  const sent = { ...CLARA, invite: token };
  const refused = await site.visitor()
    .post("/auth/signup", { ...sent, address: "other@example.com" });
  assert.equal(refused.status, 422);
  assert.match(
    await refused.text(),
    sentence(messages.problems.addressNotInvited),
  );
  assert.equal((await site.visitor().post("/auth/signup", sent)).status, 200);
  assert.ok(await accountAt(site, CLARA.address));
});

Deno.test("a mistake doesn't use up an invitation", async () => {
  await using site = await openInvited();
  const sent = { ...CLARA, invite: await invite(site) };
  const visitor = site.visitor();
  const short = await visitor.post("/auth/signup", { ...sent, password: "x" });
  assert.equal(short.status, 422);
  assert.equal((await visitor.post("/auth/signup", sent)).status, 200);
  assert.ok(await accountAt(site, CLARA.address));
});

Deno.test("a used invitation doesn't reveal whether the address has an account", async () => {
  for (const at of ["once", "first one, then the other"]) {
    const statuses = await Promise.all(
      [ANNA.username, "nobody@example.com"].map(async (address) => {
        await using site = await openInvited();
        const token = await invite(site);
        const post = async (address: string) => {
          const sent = { ...CLARA, address, invite: token };
          return (await site.visitor().post("/auth/signup", sent)).status;
        };
        const statuses = at === "once"
          ? await Promise.all([post(address), post(address)])
          : [await post(address), await post(address)];
        const path = `/auth/signup?invite=${token}`;
        statuses.push((await site.visitor().get(path)).status);
        statuses.push(await post("clara@example.com"));
        return statuses;
      }),
    );
    assert.deepEqual(statuses, Array(2).fill([200, 200, 403, 403]), at);
  }
});

Deno.test("the same form works at the second attempt when creating the account failed", async () => {
  await using site = await openInvited();
  const sent = { ...CLARA, invite: await invite(site) };
  const { users } = site.services.store;
  const { create } = users;
  Object.assign(users, {
    create: () => Promise.reject(new Error("the disk is full")),
  });
  const visitor = site.visitor();
  assert.equal((await visitor.post("/auth/signup", sent)).status, 500);
  Object.assign(users, { create });
  assert.equal((await visitor.post("/auth/signup", sent)).status, 200);
  assert.ok(await site.mailTo(CLARA.address));
  assert.ok(await accountAt(site, CLARA.address));
});

Deno.test("a double click with an invitation shows the same page twice and creates one account", async () => {
  for (const gap of ["at once", "one after the other"]) {
    await using site = await openInvited();
    const sent = { ...CLARA, invite: await invite(site) };
    const visitor = site.visitor();
    const click = () => visitor.post("/auth/signup", sent);
    const answers = gap === "at once"
      ? await Promise.all([click(), click()])
      : [await click(), await click()];
    const pages = await Promise.all(answers.map((answer) => answer.text()));
    assert.deepEqual(answers.map(({ status }) => status), [200, 200], gap);
    assert.equal(withoutNonce(pages[0]), withoutNonce(pages[1]));
    await site.services.mail.settled();
    assert.equal(site.mails.messages().length, 1, gap);
  }
});

Deno.test("one of many concurrent users of an invitation gets an account", async () => {
  await using site = await openInvited();
  const token = await invite(site);
  const addresses = Array.from({ length: 8 }, (_, i) => `p${i}@example.com`);
  const statuses = await Promise.all(addresses.map(async (address) => {
    const sent = { ...CLARA, address, invite: token };
    return (await site.visitor().post("/auth/signup", sent)).status;
  }));
  const accounts = await Promise.all(
    addresses.map((address) => accountAt(site, address)),
  );
  assert.equal(accounts.filter((account) => account !== null).length, 1);
  assert.deepEqual(statuses.toSorted(), [200, ...Array(7).fill(403)]);
});
