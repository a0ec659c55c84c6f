/**
 * A page that says an email was sent is right: one was sent, or one from the
 * last minute still works.
 */
import assert from "node:assert/strict";
import { CLARA, messages, sentence } from "../pages.ts";
import { ANNA, codeIn, linkIn, openSite, type Site } from "../site.ts";
import { LINK_PAGES } from "../site_features.ts";
import { accountAt, isConfirmed } from "./sign_up.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const { confirm, hasAccount } = messages.mails;

async function signUp(visitor: ReturnType<Site["visitor"]>, who = CLARA) {
  const answer = await visitor.post("/auth/signup", who);
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), sentence(messages.mailed.code));
}

/** How many emails an address received, once the queue is empty. */
async function mailsTo(site: Site, address: string): Promise<number> {
  await site.services.mail.settled();
  return site.mails.messages().filter(({ to }) => to === address).length;
}

Deno.test("sends another working code when an unconfirmed user signs up again", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await signUp(visitor);
  const first = codeIn(await site.mailTo(CLARA.address));
  site.clock.advance(MINUTE - SECOND);
  await signUp(visitor);
  assert.equal(await mailsTo(site, CLARA.address), 1, "the first still works");

  for (let count = 2; count <= 4; count++) {
    site.clock.advance(2 * MINUTE);
    await signUp(visitor);
    assert.equal(await mailsTo(site, CLARA.address), count);
  }
  const mail = await site.mailTo(CLARA.address);
  assert.equal(mail.subject, confirm.subject);
  const { address } = CLARA;
  const wrong = await visitor.post("/auth/verify", { address, code: first });
  assert.equal(wrong.status, 422, "only the newest code works");
  const code = codeIn(mail);
  const right = await visitor.post("/auth/verify", { address, code });
  assert.equal(right.headers.get("location"), "/auth/verify");
  assert.equal(await isConfirmed(site), true);
});

Deno.test("accepts the first email's code on a second sign-up within a minute", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await (await visitor.get("/auth/signup")).body?.cancel();
  await Promise.all([signUp(visitor), signUp(visitor)]);
  const code = codeIn(await site.mailTo(CLARA.address));
  const fields = { address: CLARA.address, code };
  const answer = await visitor.post("/auth/verify", fields);
  assert.equal(answer.headers.get("location"), "/auth/verify");
  assert.equal(await mailsTo(site, CLARA.address), 1);
});

Deno.test("emails on a second sign-up from another browser without handing over a stranger's account", async () => {
  await using site = await openSite();
  await signUp(site.visitor());
  site.clock.advance(2 * MINUTE);
  const owner = site.visitor();
  await signUp(owner, { ...CLARA, password: "another long password" });
  assert.equal(await mailsTo(site, CLARA.address), 2);
  const [mail, first] = site.mails.messages();
  assert.equal(mail.subject, hasAccount.subject);
  const fields = { address: CLARA.address, code: codeIn(first) };
  const answer = await owner.post("/auth/verify", fields);
  assert.match(answer.headers.get("location")!, /^\/auth\/verify\?token=/);
  assert.equal(await isConfirmed(site), false);
});

Deno.test("notifies a confirmed or disabled account of every sign-up with its address", async () => {
  await using site = await openSite();
  for (const disabled of [false, true]) {
    const anna = await accountAt(site, ANNA.username);
    const verifiedAt = disabled ? null : 1;
    await site.services.store.users.update(anna!.id, { disabled, verifiedAt });
    await signUp(site.visitor(), { ...CLARA, address: ANNA.username });
    site.clock.advance(2 * MINUTE);
    await signUp(site.visitor(), { ...CLARA, address: ANNA.username });
  }
  assert.equal(await mailsTo(site, ANNA.username), 4);
});

for (const path of LINK_PAGES) {
  Deno.test(`${path} answers alike for every address and sends a link only to accounts`, async () => {
    await using site = await openSite();
    for (
      const [address, count] of [[ANNA.username, 2], ["no@one.example", 0]]
    ) {
      for (const wait of [0, 2 * MINUTE]) {
        site.clock.advance(wait);
        const answer = await site.visitor()
          .post(path, { address: `${address}` });
        assert.equal(answer.status, 200);
        const html = await answer.text();
        assert.match(html, /If there's an account for <b>.*we sent a link/);
      }
      assert.equal(await mailsTo(site, `${address}`), count);
    }
    assert.match(linkIn(await site.mailTo(ANNA.username)), /token=/);
  });
}
