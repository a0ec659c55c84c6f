/**
 * A stranger who signs up with someone's address and a passkey, and waits for its owner (A.
 * Sudhodanan and A. Paverd, "Pre-hijacked accounts", 2022).
 */
import assert from "node:assert/strict";
import { passkeys } from "@latchkey/core/features";
import { CLARA, GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { linkIn, type Site, type Visitor } from "../site.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";
import { statusOf, textOf, tokenIn, userAt } from "../routes/own_account.ts";
import { accountAt, isConfirmed, signUpClara } from "../routes/sign_up.ts";
import {
  logInByPasskey,
  openPasskeySite as openSite,
  proofFor,
} from "../routes/passkey_login.ts";
import {
  type Authenticator,
  makePasskey,
  PASSKEY_SIGN_UP,
  signUpByPasskey,
} from "../routes/passkey_sign_up.ts";

const { address } = CLARA;
const NEW_PASSWORD = "battery moonlight horse";

/** Asserts that the passkey opens nothing any more. */
async function assertOpensNothing(site: Site, authenticator: Authenticator) {
  const { id } = await userAt(site, address);
  assert.deepEqual(await site.services.use(passkeys).list(id), []);
  const stranger = site.visitor();
  assert.equal(
    (await logInByPasskey(site, stranger, authenticator)).status,
    401,
  );
  assert.equal(await statusOf(stranger.get(GUARDED_PAGE)), 303);
}

async function setPassword(owner: Visitor, answer: Response) {
  const token = tokenIn(answer.headers.get("location") ?? "");
  const fields = { token, password: NEW_PASSWORD };
  assert.equal(await statusOf(owner.post("/auth/recover/new", fields)), 303);
}

/** Ways in which the owner proves that the address is hers, without the passkey. */
const CLAIMS: Record<
  string,
  (
    site: Site,
    owner: Visitor,
    mail: { readonly link: string; readonly code: string },
  ) => Promise<unknown>
> = {
  "claiming by the sign-up link": async (_, owner, { link }) => {
    const form = { token: tokenIn(link), claim: "yes" };
    await setPassword(owner, await owner.post("/auth/verify", form));
  },
  "claiming by the code": async (_, owner, { code }) => {
    const typed = await owner.post("/auth/verify", { address, code });
    const token = tokenIn(typed.headers.get("location") ?? "");
    const form = { token, claim: "yes" };
    await setPassword(owner, await owner.post("/auth/verify", form));
  },
  "recovering": async (site, owner) => {
    await statusOf(owner.post("/auth/recover", { address }));
    const token = tokenIn(linkIn(await site.mailTo(address)));
    const fields = { token, password: NEW_PASSWORD };
    await statusOf(owner.post("/auth/recover/new", fields));
  },
  ...HAS_LOGIN_LINK && {
    "logging in by link": async (site: Site, owner: Visitor) => {
      await statusOf(owner.post("/auth/link", { address }));
      const token = tokenIn(linkIn(await site.mailTo(address)));
      await statusOf(owner.post("/auth/link/open", { token }));
    },
  },
};

for (const [way, claim] of Object.entries(CLAIMS)) {
  Deno.test(`a stranger's passkey opens nothing after ${way}`, async () => {
    await using site = await openSite();
    const { visitor: stranger, authenticator, ...mail } = await signUpByPasskey(
      site,
    );
    const loggedIn = await logInByPasskey(site, stranger, authenticator);
    assert.equal(loggedIn.status, 303, "as with a password");
    assert.equal(await statusOf(stranger.get(GUARDED_PAGE)), 200);
    const owner = site.visitor();
    await claim(site, owner, mail);
    assert.equal(await isConfirmed(site), true);
    assert.equal(await statusOf(owner.get(GUARDED_PAGE)), 200);
    assert.equal(await statusOf(stranger.get(GUARDED_PAGE)), 303);
    await assertOpensNothing(site, authenticator);
    assert.equal((await accountAt(site, address))?.name, "");
  });
}

Deno.test("\"This wasn't me\" doesn't bring a dropped passkey back", async () => {
  await using site = await openSite();
  const { authenticator, link } = await signUpByPasskey(site);
  const owner = site.visitor();
  const form = { token: tokenIn(link), claim: "yes" };
  await setPassword(owner, await owner.post("/auth/verify", form));
  const { id } = await userAt(site, address);
  await site.services.use(passkeys).undo(id, 0);
  await assertOpensNothing(site, authenticator);
});

Deno.test("a stranger's sign-up by passkey adds nothing to an account that waits for confirmation", async () => {
  await using site = await openSite();
  const { visitor: clara, link } = await signUpClara(site);
  const stranger = site.visitor();
  const { form, authenticator } = await makePasskey(stranger);
  await statusOf(stranger.post(PASSKEY_SIGN_UP, form));
  const token = tokenIn(link);
  assert.equal(await statusOf(clara.post("/auth/verify", { token })), 303);
  await assertOpensNothing(site, authenticator);
});

Deno.test("a stranger's password adds nothing to a sign-up by passkey, which the owner confirms", async () => {
  await using site = await openSite();
  const { visitor: clara, authenticator, link } = await signUpByPasskey(site);
  const stranger = site.visitor();
  await statusOf(stranger.post("/auth/signup", CLARA));
  const token = tokenIn(link);
  assert.equal(await statusOf(clara.post("/auth/verify", { token })), 303);
  assert.equal((await accountAt(site, address))?.passwordHash, "");
  const { address: username, password } = CLARA;
  const guess = stranger.post("/auth/login", { username, password });
  assert.equal(await statusOf(guess), 401);
  const again = await logInByPasskey(site, site.visitor(), authenticator);
  assert.equal(again.status, 303);
});

Deno.test("asks for the passkey in another browser, and confirms with it", async () => {
  await using site = await openSite();
  const { authenticator, link } = await signUpByPasskey(site);
  const phone = site.visitor();
  const html = await textOf(phone.get(link));
  const { confirm } = messages.passwordless;
  assert.match(html, sentence(confirm.explained));
  assert.doesNotMatch(html, /type="password"/);
  const token = tokenIn(link);
  const { id } = await userAt(site, address);
  const proof = await proofFor(site, id, authenticator);
  const form = { token, factor: "passkeys", proof };
  const answer = await phone.post("/auth/verify", form);
  assert.equal(answer.headers.get("location"), "/auth/verify");
  assert.equal(await isConfirmed(site), true);
  assert.equal(await statusOf(phone.get(GUARDED_PAGE)), 200);
  assert.equal((await accountAt(site, address))?.name, CLARA.name);
  const later = await logInByPasskey(site, site.visitor(), authenticator);
  assert.equal(later.status, 303);
});

Deno.test("another passkey confirms nothing, and neither does a password", async () => {
  await using site = await openSite();
  const { link } = await signUpByPasskey(site);
  const mallory = site.visitor();
  const other = await signUpByPasskey(site, mallory, "mallory@example.com");
  const token = tokenIn(link);
  const { id } = await userAt(site, address);
  const proof = await proofFor(site, id, other.authenticator);
  for (
    const fields of [
      { factor: "passkeys", proof },
      { factor: "passkeys", proof: "" },
      { factor: "email_code", proof: "123456" },
      { factor: "__proto__", proof: "{}" },
      { password: "" },
      { password: CLARA.password },
    ] as Record<string, string>[]
  ) {
    const answer = mallory.post("/auth/verify", { token, ...fields });
    assert.equal(await statusOf(answer), 422, JSON.stringify(fields));
  }
  assert.equal(await isConfirmed(site), false);
});
