/**
 * Accounts that a stranger prepares with someone's address, before or while its owner comes: every
 * attack of A. Sudhodanan and A. Paverd, "Pre-hijacked accounts" (USENIX Security 2022, §3), in
 * each order.
 */
import assert from "node:assert/strict";
import { providers } from "@latchkey/core/features";
import { CLARA, GUARDED_PAGE } from "../pages.ts";
import {
  hiddenInputs,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "../routes/own_account.ts";
import {
  begin,
  comeBack,
  type FakeSite,
  openFakeSite,
} from "../routes/login_provider.ts";
import {
  accountAt,
  CLARA_LOGIN,
  isConfirmed,
  signUpClara,
} from "../routes/sign_up.ts";
import { codeIn, linkIn, type Visitor } from "../site.ts";
import { HAS_LOGIN_LINK } from "../site_features.ts";

const { address } = CLARA;
const EVIL = "evil@example.net";
const NEW_PASSWORD = "battery moonlight horse";

/** The stranger and the owner as the provider knows them. */
const STRANGER = {
  subject: "stranger",
  address,
  addressVerified: false,
  username: "stranger",
};
const OWNER = {
  subject: "owner",
  address,
  addressVerified: true,
  username: "clara",
};

/** What a stranger has prepared, and what the owner has received because of it. */
interface Prepared {
  readonly stranger: Visitor;
  readonly link: string;
  readonly code: string;
  /** The link to the stranger's own address, of a change that waits. */
  readonly toEvil: string | null;
}

/** Goes to the provider and back as someone, and returns where that leads. */
async function comeAs(
  site: FakeSite,
  visitor: Visitor,
  identity: typeof STRANGER,
): Promise<string | null> {
  site.provider.answer(identity);
  const answer = await comeBack(site, visitor);
  await answer.body?.cancel();
  return answer.headers.get("location");
}

async function signUpBy(site: FakeSite, visitor: Visitor, who = STRANGER) {
  const location = await comeAs(site, visitor, who);
  assert.equal(location, "/auth/provider/sign-up");
  const form = { address, name: "A stranger" };
  const sent = visitor.post("/auth/provider/sign-up", form);
  assert.equal(await statusOf(sent), 200);
}

/** What strangers prepare. */
const ATTACKS: Record<string, (site: FakeSite) => Promise<Prepared>> = {
  // Classic-federated merge, unexpired session and unexpired email change.
  "a password, a session and a change of address": async (site) => {
    const { visitor: stranger, link, code } = await signUpClara(site);
    await stranger.logIn(CLARA_LOGIN, { remember: "yes" });
    await statusOf(stranger.post("/account/address", { address: EVIL }));
    const toEvil = linkIn(await site.mailTo(EVIL));
    return { stranger, link, code, toEvil };
  },
  // Trojan identifier.
  "a password and a login to be linked": async (site) => {
    const { visitor: stranger, link, code } = await signUpClara(site);
    await stranger.logIn(CLARA_LOGIN);
    site.provider.answer(STRANGER);
    const logins = "/account/logins";
    const linked = await comeBack(site, stranger, { link: "fake" }, logins);
    assert.equal(await statusOf(Promise.resolve(linked)), 403);
    return { stranger, link, code, toEvil: null };
  },
  // Non-verifying provider.
  "a login whose provider hasn't confirmed the address": async (site) => {
    const stranger = site.visitor();
    await signUpBy(site, stranger);
    const mail = await site.mailTo(address);
    return { stranger, link: linkIn(mail), code: codeIn(mail), toEvil: null };
  },
};

/** Ways in which the owner comes. */
const ARRIVALS: Record<
  string,
  (site: FakeSite, owner: Visitor, mail: Prepared) => Promise<unknown>
> = {
  "logs in with a provider that has confirmed it": async (site, owner) => {
    assert.equal(await comeAs(site, owner, OWNER), "/");
  },
  "claims the account by the link": async (_, owner, { link }) => {
    const form = { token: tokenIn(link), claim: "yes" };
    await setPassword(owner, await owner.post("/auth/verify", form));
  },
  "claims the account by the code": async (_, owner, { code }) => {
    const typed = await owner.post("/auth/verify", { address, code });
    const token = tokenIn(typed.headers.get("location") ?? "");
    const form = { token, claim: "yes" };
    await setPassword(owner, await owner.post("/auth/verify", form));
  },
  "resets the password": async (site, owner) => {
    await statusOf(owner.post("/auth/recover", { address }));
    const token = tokenIn(linkIn(await site.mailTo(address)));
    const fields = { token, password: NEW_PASSWORD };
    await statusOf(owner.post("/auth/recover/new", fields));
  },
  ...HAS_LOGIN_LINK && {
    "logs in by a link": async (site: FakeSite, owner: Visitor) => {
      await statusOf(owner.post("/auth/link", { address }));
      const token = tokenIn(linkIn(await site.mailTo(address)));
      await statusOf(owner.post("/auth/link/open", { token }));
    },
  },
};

async function setPassword(owner: Visitor, answer: Response) {
  await answer.body?.cancel();
  const token = tokenIn(answer.headers.get("location") ?? "");
  const fields = { token, password: NEW_PASSWORD };
  assert.equal(await statusOf(owner.post("/auth/recover/new", fields)), 303);
}

/** Asserts that nothing the stranger has prepared opens the account. */
async function assertOwnersOnly(
  site: FakeSite,
  owner: Visitor,
  { stranger, toEvil }: Pick<Prepared, "stranger" | "toEvil">,
) {
  assert.equal(await isConfirmed(site), true);
  assert.equal(await statusOf(owner.get(GUARDED_PAGE)), 200);
  assert.equal(await statusOf(stranger.get(GUARDED_PAGE)), 303);
  const again = site.visitor().post("/auth/login", CLARA_LOGIN);
  assert.equal(await statusOf(again), 401);
  for (const visitor of [stranger, site.visitor()]) {
    const location = await comeAs(site, visitor, STRANGER);
    assert.equal(location, "/auth/provider/sign-up");
    assert.equal(await statusOf(visitor.get(GUARDED_PAGE)), 303);
  }
  if (toEvil !== null) {
    const { password } = CLARA;
    const form = { token: tokenIn(toEvil), password };
    assert.equal(await statusOf(stranger.post("/auth/address", form)), 410);
  }
  assert.ok(await accountAt(site, address));
  const { id, name } = await userAt(site, address);
  assert.notEqual(name, "A stranger");
  const logins = await site.services.use(providers).linked(id);
  const subjects = logins.map(({ subject }) => subject);
  assert.ok(!subjects.includes(STRANGER.subject));
}

for (const [attack, prepare] of Object.entries(ATTACKS)) {
  for (const [arrival, arrive] of Object.entries(ARRIVALS)) {
    Deno.test(`${attack} open nothing after the owner ${arrival}`, async () => {
      await using site = await openFakeSite();
      const prepared = await prepare(site);
      const owner = site.visitor();
      await arrive(site, owner, prepared);
      await assertOwnersOnly(site, owner, prepared);
    });
  }
}

Deno.test("a link that was started before the owner came links nothing afterwards", async () => {
  await using site = await openFakeSite();
  const { visitor: stranger } = await signUpClara(site);
  await stranger.logIn(CLARA_LOGIN);
  const callback = await begin(
    site,
    stranger,
    { link: "fake" },
    "/account/logins",
  );
  const owner = site.visitor();
  await comeAs(site, owner, OWNER);
  site.provider.answer(STRANGER);
  assert.equal(await statusOf(stranger.get(callback)), 410);
  await assertOwnersOnly(site, owner, { stranger, toEvil: null });
});

Deno.test("a stranger adds nothing to an account that the owner has made with a provider", async () => {
  await using site = await openFakeSite();
  const owner = site.visitor();
  await comeAs(site, owner, OWNER);
  const stranger = site.visitor();
  await statusOf(stranger.post("/auth/signup", CLARA));
  await signUpBy(site, stranger);
  await assertOwnersOnly(site, owner, { stranger, toEvil: null });
  assert.equal((await userAt(site, address)).passwordHash, "");
});

Deno.test("a stranger adds nothing while the owner's sign-up with a provider waits", async () => {
  await using site = await openFakeSite();
  const owner = site.visitor();
  const waiting = { ...OWNER, addressVerified: false };
  await signUpBy(site, owner, waiting);
  const link = linkIn(await site.mailTo(address));
  const stranger = site.visitor();
  await statusOf(stranger.post("/auth/signup", CLARA));
  await signUpBy(site, stranger);
  const token = tokenIn(link);
  assert.equal(await statusOf(owner.post("/auth/verify", { token })), 303);
  assert.equal(await statusOf(owner.get(GUARDED_PAGE)), 200);
  const { passwordHash, id } = await userAt(site, address);
  assert.equal(passwordHash, "");
  const logins = await site.services.use(providers).linked(id);
  assert.deepEqual(logins.map(({ subject }) => subject), [OWNER.subject]);
});

Deno.test("a provider that lies about an address opens no account with it", async () => {
  await using site = await openFakeSite();
  await comeAs(site, site.visitor(), OWNER);
  const stranger = site.visitor();
  const lie = { ...STRANGER, addressVerified: true };
  assert.equal(await comeAs(site, stranger, lie), "/auth/provider/link");
  const html = await textOf(stranger.get("/auth/provider/link"));
  assert.doesNotMatch(html, /A stranger/);
  const sent = stranger.post("/account/logins/link", hiddenInputs(html));
  assert.equal(await statusOf(sent), 303, "to the login page");
  assert.equal(await statusOf(stranger.get(GUARDED_PAGE)), 303);
});
