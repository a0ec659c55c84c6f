/** Signing up with a passkey and without a password. */
import assert from "node:assert/strict";
import { createInvitation } from "@latchkey/core";
import { passkeys } from "@latchkey/core/features";
import { softwareAuthenticator } from "@latchkey/core/testing";
import { CLARA, GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { ANNA, openSite, type Site } from "../site.ts";
import { HAS_INVITATIONS } from "../site_features.ts";
import {
  hiddenInputs,
  MINUTE,
  statusOf,
  textOf,
  tokenIn,
} from "../routes/own_account.ts";
import { accountAt, isConfirmed, withoutNonce } from "../routes/sign_up.ts";
import {
  creationOptionsIn,
  makePasskey,
  PASSKEY_SIGN_UP,
  PERSON,
  signUpByPasskey,
} from "../routes/passkey_sign_up.ts";

const { address } = CLARA;
const { signUp } = messages.passwordless;

/** The passkeys of the account with an address. */
async function passkeysAt(site: Site, address: string) {
  const { id = "" } = await accountAt(site, address) ?? {};
  return await site.services.use(passkeys).list(id);
}

Deno.test("creates an account without a password and confirms it by link", async () => {
  await using site = await openSite();
  const { visitor, link, authenticator } = await signUpByPasskey(site);
  const account = await accountAt(site, address);
  assert.equal(account?.passwordHash, "");
  assert.equal(account?.name, CLARA.name);
  const [{ id }] = await passkeysAt(site, address);
  assert.equal(id, authenticator.id);
  assert.equal(await statusOf(visitor.get(GUARDED_PAGE)), 303);
  const token = tokenIn(link);
  assert.equal(await statusOf(visitor.post("/auth/verify", { token })), 303);
  assert.equal(await isConfirmed(site), true);
  assert.equal(await statusOf(visitor.get(GUARDED_PAGE)), 200);
  assert.equal((await passkeysAt(site, address)).length, 1);
});

Deno.test("confirms by code in the browser that signed up", async () => {
  await using site = await openSite();
  const { visitor, code } = await signUpByPasskey(site);
  await statusOf(visitor.post("/auth/verify", { address, code }));
  assert.equal(await statusOf(visitor.get(GUARDED_PAGE)), 200);
});

Deno.test("the passkey is made for the account that it opens", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await textOf(visitor.get("/auth/signup"));
  const html = await textOf(visitor.post(PASSKEY_SIGN_UP, PERSON));
  const { account } = hiddenInputs(html);
  const options = creationOptionsIn(html)!;
  assert.equal(atob(options.user!.id), account);
  const passkey = await (await softwareAuthenticator()).create(options);
  const form = { ...PERSON, account, passkey };
  await statusOf(visitor.post(PASSKEY_SIGN_UP, form));
  assert.equal((await accountAt(site, address))?.id, account);
});

Deno.test("gives the same answers for a taken address", async () => {
  await using site = await openSite();
  const answers: unknown[] = [];
  for (const address of [ANNA.username, "same@example.com"]) {
    const visitor = site.visitor();
    const fields = { address, name: "" };
    const { form } = await makePasskey(visitor, fields);
    for (const sent of [fields, form, form, fields]) {
      const response = await visitor.post(PASSKEY_SIGN_UP, sent);
      response.headers.delete("x-request-id");
      const headers = [...response.headers].map(([name, value]) => [
        name,
        value.replace(/=[\w-]{22,64};/, "=N;")
          .replaceAll(/'nonce-[^']*'/g, "N"),
      ]);
      const html = withoutNonce(await response.text())
        .replaceAll(/&quot;(?:id|challenge)&quot;:&quot;[\w-]+/g, "")
        .replaceAll(/name="account" value="[\w-]+"/g, "");
      const shown = html.replaceAll(address, "ADDRESS");
      answers.push([
        address === ANNA.username,
        response.status,
        headers,
        shown,
      ]);
    }
  }
  const [taken, free] = [true, false].map((which) =>
    answers.filter((answer) => (answer as unknown[])[0] === which)
      .map((answer) => (answer as unknown[]).slice(1))
  );
  assert.equal(taken.length, 4);
  assert.deepEqual(taken, free);
});

Deno.test("leaves an account unchanged that has the address", async () => {
  await using site = await openSite();
  const before = await accountAt(site, ANNA.username);
  const visitor = site.visitor();
  const fields = { address: ANNA.username, name: "Mallory" };
  const { form } = await makePasskey(visitor, fields);
  await statusOf(visitor.post(PASSKEY_SIGN_UP, form));
  const mail = await site.mailTo(ANNA.username);
  assert.match(mail.text, /already\s+has\s+an\s+account/);
  assert.doesNotMatch(mail.text, /token=/);
  assert.deepEqual(await accountAt(site, ANNA.username), before);
  assert.deepEqual(await passkeysAt(site, ANNA.username), []);
});

Deno.test("reports mistakes before a passkey is made, and needs no password", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const fields = { address: "clara", name: CLARA.name, password: "secret" };
  const response = await visitor.post(PASSKEY_SIGN_UP, fields);
  const html = await response.text();
  assert.equal(response.status, 422);
  assert.match(html, sentence(messages.problems.noAddress));
  assert.match(html, /action="\/auth\/signup"/);
  assert.match(html, new RegExp(`value="${CLARA.name}"`));
  assert.doesNotMatch(html, sentence(messages.problems.passwordRequired));
  assert.ok(!html.includes(fields.password));
});

Deno.test("starting over in the same browser makes no second passkey", async () => {
  await using site = await openSite();
  const { visitor } = await signUpByPasskey(site);
  site.clock.advance(2 * MINUTE);
  const html = await textOf(visitor.post(PASSKEY_SIGN_UP, PERSON));
  assert.equal(creationOptionsIn(html), null);
  assert.match(html, sentence(messages.mailed.title));
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 2, "the email is sent again");
  const other = { ...PERSON, address: "other@example.com" };
  const another = await textOf(visitor.post(PASSKEY_SIGN_UP, other));
  assert.notEqual(creationOptionsIn(another), null);
});

Deno.test("sends one email for a form that is sent twice at once", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const { form } = await makePasskey(visitor);
  const send = () => textOf(visitor.post(PASSKEY_SIGN_UP, form));
  for (const html of await Promise.all([send(), send()])) {
    assert.match(html, sentence(messages.mailed.title));
  }
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 1);
  assert.equal((await passkeysAt(site, address)).length, 1);
});

Deno.test("of two tabs the first counts, and both show the same", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const one = await makePasskey(visitor);
  const other = await makePasskey(visitor);
  for (const { form } of [one, other]) {
    const html = await textOf(visitor.post(PASSKEY_SIGN_UP, form));
    assert.match(html, sentence(messages.mailed.title));
  }
  const all = await passkeysAt(site, address);
  assert.deepEqual(all.map(({ id }) => id), [one.authenticator.id]);
});

/** What is wrong with a form, and with the browser that sends it. */
const WRONG: Record<
  string,
  (site: Site, form: Record<string, string>) => Record<string, string>
> = {
  "a page that was open too long": (site, form) => {
    site.clock.advance(11 * MINUTE);
    return form;
  },
  "another address": (_, form) => ({ ...form, address: "eve@example.com" }),
  "another account": (_, form) => ({ ...form, account: "A".repeat(22) }),
  "a hostile account": (_, form) => ({ ...form, account: "' or 1=1 --" }),
  "no passkey at all": (_, form) => ({ ...form, passkey: "{}" }),
  "a changed passkey": (_, form) => ({
    ...form,
    passkey: form.passkey.replace(
      /"attestationObject":"..../,
      (start) => `${start}AAAA`,
    ),
  }),
};

for (const [name, change] of Object.entries(WRONG)) {
  Deno.test(`refuses ${name}, and tells the browser so`, async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    const { form, authenticator } = await makePasskey(visitor);
    const sent = change(site, form);
    const response = await visitor.post(PASSKEY_SIGN_UP, sent);
    const html = await response.text();
    assert.equal(response.status, 422);
    assert.match(html, sentence(signUp.refused));
    assert.notEqual(creationOptionsIn(html), null, "it can be made again");
    if (sent.passkey !== "{}") assert.ok(html.includes(authenticator.id));
    assert.equal(await accountAt(site, address), null);
    assert.equal(await accountAt(site, sent.address), null);
  });
}

Deno.test("refuses a passkey from another browser", async () => {
  await using site = await openSite();
  const { form } = await makePasskey(site.visitor());
  const other = site.visitor();
  assert.equal(await statusOf(other.post(PASSKEY_SIGN_UP, form)), 422);
  await textOf(other.get("/auth/signup"));
  assert.equal(await statusOf(other.post(PASSKEY_SIGN_UP, form)), 422);
  assert.equal(await accountAt(site, address), null);
});

Deno.test("a passkey of someone else opens no new account, and nothing shows it", async () => {
  await using site = await openSite();
  const { authenticator } = await signUpByPasskey(site);
  const mallory = site.visitor();
  const fields = { address: "mallory@example.com", name: "" };
  const { form } = await makePasskey(mallory, fields, authenticator);
  const html = await textOf(mallory.post(PASSKEY_SIGN_UP, form));
  assert.match(html, sentence(messages.mailed.title));
  assert.deepEqual(await passkeysAt(site, fields.address), []);
  assert.equal((await passkeysAt(site, address)).length, 1);
});

Deno.test("signs nobody up where sign-up is closed or email is off", async () => {
  await using site = await openSite({ settings: { signUp: "closed" } });
  const visitor = site.visitor();
  assert.equal(await statusOf(visitor.post(PASSKEY_SIGN_UP, PERSON)), 403);
  await using open = await openSite();
  const { form } = await makePasskey(open.visitor());
  assert.equal(await statusOf(visitor.post(PASSKEY_SIGN_UP, form)), 403);
});

const testInvitations = HAS_INVITATIONS ? Deno.test : Deno.test.ignore;

testInvitations("uses an invitation once, for its address alone", async () => {
  await using site = await openSite({ settings: { signUp: "invite" } });
  const invite = await createInvitation(site.services, {
    address,
    lifetimeSeconds: 3600,
  });
  const visitor = site.visitor();
  assert.equal(await statusOf(visitor.post(PASSKEY_SIGN_UP, PERSON)), 403);
  const eve = { ...PERSON, invite, address: "eve@example.com" };
  assert.equal(await statusOf(visitor.post(PASSKEY_SIGN_UP, eve)), 422);
  const { form } = await makePasskey(visitor, { ...PERSON, invite });
  await statusOf(visitor.post(PASSKEY_SIGN_UP, form));
  assert.equal((await passkeysAt(site, address)).length, 1);
  const eves = { ...PERSON, invite, address: "eve@example.com" };
  assert.equal(await statusOf(visitor.post(PASSKEY_SIGN_UP, eves)), 403);
});

Deno.test("limits how many passkeys a client is asked for", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const ask = (n: number) =>
    statusOf(visitor.post(PASSKEY_SIGN_UP, {
      ...PERSON,
      address: `clara${n}@example.com`,
    }));
  for (let n = 0; n < 20; n++) assert.equal(await ask(n), 200);
  assert.equal(await ask(20), 429);
});

Deno.test("shows the page again in another language, and continues where the person was going", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const fields = { ...PERSON, next: "/private" };
  const { form } = await makePasskey(visitor, fields);
  await statusOf(visitor.post(PASSKEY_SIGN_UP, form));
  const token = tokenIn(
    (await site.mailTo(address)).text.match(/\S+token=\S+/)![0],
  );
  const answer = await visitor.post("/auth/verify", { token });
  assert.equal(answer.headers.get("location"), "/private");
  assert.equal(await statusOf(visitor.get(PASSKEY_SIGN_UP)), 303);
});
