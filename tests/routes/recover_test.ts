import assert from "node:assert/strict";
import { CLARA, GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { ANNA, BERT, linkIn, openSite, secureAccountLinkIn } from "../site.ts";
import { recoveryLink, tokenIn } from "./mailed_link.ts";
import { accountAt, activityAt, withoutNonce } from "./sign_up.ts";

const NEW = "tractor moonlight";

Deno.test("gives the same answer for every address and sends at most one email", async () => {
  await using site = await openSite();
  const answers: unknown[] = [];
  for (const address of [ANNA.username, "same@example.com"]) {
    const response = await site.visitor().post("/auth/recover", { address });
    const html = await response.text();
    assert.match(html, sentence(messages.mailed.link));
    assert.ok(html.includes(address));
    answers.push([
      response.status,
      [...response.headers.keys()],
      response.headers.getSetCookie(),
      withoutNonce(html).replaceAll(address, "ADDRESS"),
    ]);
  }
  assert.deepEqual(answers[0], answers[1]);
  await site.services.mail.settled();
  const mails = site.mails.messages();
  assert.deepEqual(mails.map(({ to }) => to), [ANNA.username]);
});

Deno.test("explains an invalid address and keeps it in the form", async () => {
  await using site = await openSite();
  for (const address of ["", "anna", "anna@", "a b@example.com"]) {
    const response = await site.visitor().post("/auth/recover", { address });
    assert.equal(response.status, 422);
    const html = await response.text();
    const { emailRequired, noAddress } = messages.problems;
    assert.match(html, sentence(address === "" ? emailRequired : noAddress));
    assert.ok(address === "" || html.includes(`value="${address}"`));
  }
});

Deno.test("sets a new password, logs in here and ends all other sessions", async () => {
  await using site = await openSite();
  const thief = site.visitor();
  await thief.logIn(ANNA);
  const link = await recoveryLink(site);
  const owner = site.visitor();
  const html = await (await owner.get(link)).text();
  assert.match(html, /Anna@example\.com/);
  assert.match(html, /name="password"[^>]*autocomplete="new-password"/);

  const response = await owner.post("/auth/recover/new", {
    token: tokenIn(link),
    password: NEW,
  });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/account");
  assert.equal((await owner.get(GUARDED_PAGE)).status, 200);
  assert.equal((await thief.get(GUARDED_PAGE)).status, 303);
  const old = await site.visitor().post("/auth/login", ANNA);
  assert.equal(old.status, 401);
  await site.visitor().logIn({ ...ANNA, password: NEW });
});

Deno.test('notifies the owner with a "This wasn\'t me" link and records the recovery', async () => {
  await using site = await openSite();
  const link = await recoveryLink(site);
  const fields = { token: tokenIn(link), password: NEW };
  await site.visitor().post("/auth/recover/new", fields);
  const mail = await site.mailTo(ANNA.username);
  assert.match(mail.text, /password/);
  assert.ok(secureAccountLinkIn(mail));
  const happened = await activityAt(site, ANNA.username);
  assert.ok(happened.includes("password_recovered"));
});

Deno.test("confirms the address and logs out the person who signed up with it", async () => {
  await using site = await openSite();
  const stranger = site.visitor();
  await stranger.post("/auth/signup", CLARA);
  await stranger.logIn({ username: CLARA.address, password: CLARA.password });
  const confirmation = linkIn(await site.mailTo(CLARA.address));
  const link = await recoveryLink(site, CLARA.address);
  const fields = { token: tokenIn(link), password: "velvet ladder" };
  await site.visitor().post("/auth/recover/new", fields);
  const account = await accountAt(site, CLARA.address);
  assert.equal(account?.verifiedAt, site.services.now());
  assert.equal((await stranger.get(GUARDED_PAGE)).status, 303);
  assert.equal((await stranger.get(confirmation)).status, 410);
});

Deno.test("cancels a pending deletion", async () => {
  await using site = await openSite();
  const anna = await accountAt(site, ANNA.username);
  assert.ok(anna);
  const deleteAfter = site.services.now() + 24 * 3600_000;
  await site.services.store.users.update(anna.id, { deleteAfter });
  const fields = { token: tokenIn(await recoveryLink(site)), password: NEW };
  await site.visitor().post("/auth/recover/new", fields);
  const kept = await accountAt(site, ANNA.username);
  assert.equal(kept?.deleteAfter, null);
});

Deno.test("limits requests per client and keeps what was typed", async () => {
  await using site = await openSite();
  const ask = (time: number) => {
    const address = `${time}@example.com`;
    return site.visitor().post("/auth/recover", { address });
  };
  for (let time = 0; time < 20; time++) {
    assert.equal((await ask(time)).status, 200);
  }
  const refused = await ask(20);
  assert.equal(refused.status, 429);
  assert.ok((await refused.text()).includes('value="20@example.com"'));
});

Deno.test("rejects cross-site requests for a link or a new password", async () => {
  await using site = await openSite();
  const foreign = {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  };
  const token = tokenIn(await recoveryLink(site));
  const visitor = site.visitor();
  const asked = await visitor.post(
    "/auth/recover",
    { address: BERT.username },
    foreign,
  );
  const set = await visitor.post(
    "/auth/recover/new",
    { token, password: NEW },
    foreign,
  );
  assert.deepEqual([asked.status, set.status], [403, 403]);
  await site.services.mail.settled();
  assert.ok(!site.mails.messages().some(({ to }) => to === BERT.username));
  await site.visitor().logIn(ANNA);
});
