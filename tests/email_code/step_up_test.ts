/** Confirming that it's you with a code, in an account without a password. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { ANNA, codeIn, openSite, type Site } from "../site.ts";
import { loginLink, openAndPress } from "../routes/mailed_link.ts";
import { statusOf, textOf, userAt } from "../routes/own_account.ts";
import { testLoginLink } from "../site_features.ts";
import { enter } from "./site.ts";

const EXPORT = "/account/export";
const ASK = { step_up_factor: "email_code", step_up_send: "yes" };

/** Anna without a password, logged in by a link. */
async function linkedAnna(site: Site) {
  const { id, passwordHash } = await userAt(site, ANNA.username);
  const { users } = site.services.store;
  if (passwordHash) await users.secure(id, { passwordHash: "" });
  const visitor = site.visitor();
  await statusOf(openAndPress(visitor, await loginLink(site, visitor)));
  return visitor;
}

const proof = (code: string) => ({
  step_up_factor: "email_code",
  step_up_proof: code,
});

testLoginLink(
  "a person without a password confirms with a code that they ask for",
  async () => {
    await using site = await openSite();
    const anna = await linkedAnna(site);
    const before = site.mails.messages().length;
    const page = await textOf(anna.get(EXPORT));
    assert.match(page, sentence(messages.emailCode.unsent));
    assert.equal(site.mails.messages().length, before);
    const asked = await anna.post(EXPORT, ASK);
    assert.equal(asked.status, 200);
    assert.match(await textOf(asked), sentence(messages.emailCode.sentAgain));
    const code = codeIn(await site.mailTo(ANNA.username));
    const done = await anna.post(EXPORT, proof(code));
    assert.equal(done.status, 200);
    assert.match(done.headers.get("content-disposition") ?? "", /attachment/);
  },
);

testLoginLink(
  "a code of one session doesn't work in another, nor to log in",
  async () => {
    await using site = await openSite();
    const anna = await linkedAnna(site);
    const other = await linkedAnna(site);
    await statusOf(anna.post(EXPORT, ASK));
    const code = codeIn(await site.mailTo(ANNA.username));
    await statusOf(other.post(EXPORT, ASK));
    if (code !== codeIn(await site.mailTo(ANNA.username))) {
      assert.equal(await statusOf(other.post(EXPORT, proof(code))), 403);
    }
    assert.equal(await statusOf(enter(site.visitor(), code)), 303);
  },
);

Deno.test("someone with a password is not offered a code instead", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  site.clock.advance(11 * 60_000);
  const page = await textOf(anna.get(EXPORT));
  assert.match(page, /name="step_up_password"/);
  assert.doesNotMatch(page, /email_code/);
  await statusOf(anna.post(EXPORT, ASK));
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 0);
});
