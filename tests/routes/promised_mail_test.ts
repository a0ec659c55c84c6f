/** A page that says that an email was sent tells the truth: one was, or one of the last minute still works. */
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

/** How many mails were sent to an address, once nothing is being sent any more. */
async function mailsTo(site: Site, address: string): Promise<number> {
  await site.services.mail.settled();
  return site.mails.messages().filter(({ to }) => to === address).length;
}

Deno.test("who signs up again before confirming gets another code, which works in that browser", async () => {
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

Deno.test("the code of the first email works on the page of a second sign-up within a minute", async () => {
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

Deno.test("in another browser a second sign-up sends an email too, which hands no stranger's account over", async () => {
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

Deno.test("a confirmed or disabled account is told of every sign-up at its address", async () => {
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
  Deno.test(`${path} says the same for every address, and sends a link where there is an account`, async () => {
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
