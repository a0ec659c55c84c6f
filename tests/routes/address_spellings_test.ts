import assert from "node:assert/strict";
import { CLARA, messages, sentence } from "../pages.ts";
import { ANNA, linkIn, openSite, type Site } from "../site.ts";
import { HAS_LOGIN_LINK, LINK_PAGES } from "../site_features.ts";
import { accountAt, signUpClara } from "./sign_up.ts";

const CANONICAL = "Ada@xn--bcher-kva.example";
const SHOWN = "Ada@bücher.example";

/** Spellings of one address as typed, pasted or rewritten by a browser. */
const SPELLINGS = [
  SHOWN,
  CANONICAL,
  "ADA@BÜCHER.example",
  "ada@bu\u0308cher.example",
  "\u200Fada@bücher.example\u200B",
  "\u2068ada@bücher.example\u2069",
  "\uFEFFada@bücher.example\u00A0",
  "ada@ｂüｃｈｅｒ。example",
];

/** Addresses the form rejects, and why. */
const REFUSED = [
  ["mar\u212A.x@squat.example", messages.problems.addressUnclear],
  ["mark.x@\u017Fquat.example", messages.problems.addressUnclear],
  ["stra\u00DFe@squat.example", messages.problems.addressUnclear],
  ["o\uFB03ce@squat.example", messages.problems.addressUnclear],
  ["\uFF4Dark.x@squat.example", messages.problems.addressUnclear],
  ["\u1C80ера@squat.example", messages.problems.addressUnclear],
  ["nik\u1FB3@squat.example", messages.problems.addressUnclear],
  ["mark\u200B.x@squat.example", messages.problems.addressHidden],
  ["mark.x@squat\uFE0F.example", messages.problems.addressHidden],
  ["mark.x@s\u034Fquat.example", messages.problems.addressHidden],
  ["mark.x@squa\u00ADt.example", messages.problems.addressHidden],
  ["mark.x@192.0.2.1", messages.problems.noAddress],
  ["mark.x@0x7f.1", messages.problems.noAddress],
  ["mark.x@squat%2eexample", messages.problems.noAddress],
  ["mark.x@squat.example.", messages.problems.noAddress],
  ["mark.x@squat_.example", messages.problems.noAddress],
] as const;

const ADA = { username: SHOWN, password: ANNA.password };

/** An account that signed up with one spelling. */
async function withAda(): Promise<Site> {
  const site = await openSite();
  const { username: address, password } = ADA;
  await site.visitor().post("/auth/signup", { ...CLARA, address, password });
  return site;
}

Deno.test("creates one account per mailbox, however the address is spelt, and sends to the A-label form", async () => {
  await using site = await withAda();
  const account = await accountAt(site, CANONICAL);
  assert.equal(account?.address, CANONICAL);
  for (const [index, address] of SPELLINGS.entries()) {
    site.clock.advance(15 * 60_000);
    await site.visitor().post("/auth/recover", { address });
    const mail = await site.mailTo(CANONICAL);
    assert.match(mail.subject, sentence(messages.mails.recover.subject));
    assert.equal(site.mails.messages().length, index + 2, address);
    assert.match(mail.text, /Ada@bücher\.example/);
  }
  const password = "another long tractor";
  await site.visitor()
    .post("/auth/signup", { ...CLARA, address: CANONICAL, password });
  assert.deepEqual(await accountAt(site, SHOWN), account);
});

Deno.test("logs in with every spelling, on the page and at /token", async () => {
  await using site = await withAda();
  for (const username of SPELLINGS) {
    await site.visitor().logIn({ ...ADA, username });
  }
  const token = await site.visitor().post("/token", {
    ...ADA,
    username: SPELLINGS[4],
  });
  assert.equal(token.status, 200);
});

Deno.test("shows the address in its readable form", async () => {
  await using site = await withAda();
  const visitor = site.visitor();
  const asked = await visitor.post("/auth/recover", { address: CANONICAL });
  assert.match(await asked.text(), /Ada@bücher\.example/);
  await visitor.logIn({ ...ADA, username: CANONICAL });
  for (const path of ["/account", "/account/address", "/account/export"]) {
    const text = await (await visitor.get(path)).text();
    assert.match(text, /Ada@bücher\.example/, path);
    assert.doesNotMatch(text, /xn--/, path);
  }
  const { address } = await (await visitor.get("/api/me")).json();
  assert.equal(address, SHOWN);
  if (!HAS_LOGIN_LINK) return;
  await visitor.post("/auth/link", { address: CANONICAL });
  const link = linkIn(await site.mailTo(CANONICAL));
  const text = await (await site.visitor().get(link)).text();
  assert.match(text, /Ada@bücher\.example/);
});

Deno.test("treats ß in a domain as its own letter", async () => {
  await using site = await openSite();
  const addresses = ["ada@straße.example", "ada@strasse.example"];
  for (const address of addresses) {
    await site.visitor().post("/auth/signup", { ...CLARA, address });
  }
  const [one, other] = await Promise.all(
    addresses.map((address) => accountAt(site, address)),
  );
  assert.ok(one && other && one.id !== other.id);
});

Deno.test("explains a confusable address and leaves the real one free", async () => {
  await using site = await openSite();
  await site.visitor().logIn(ANNA);
  const owner = "mark.x@squat.example";
  for (const [address, problem] of REFUSED) {
    for (const path of ["/auth/signup", ...LINK_PAGES]) {
      const answer = await site.visitor().post(path, { ...CLARA, address });
      assert.equal(answer.status, 422, address);
      assert.match(await answer.text(), sentence(problem), address);
    }
  }
  assert.deepEqual(site.mails.messages(), []);
  assert.equal(await accountAt(site, owner), null);
  await signUpClara(site);
  await site.visitor().post("/auth/signup", { ...CLARA, address: owner });
  assert.equal((await site.mailTo(owner)).to, owner);
});

Deno.test("gives nothing away and counts no attempt for a rejected spelling", async () => {
  await using site = await openSite();
  const mark = { username: "mark.x@squat.example", password: ANNA.password };
  await site.addUser(mark.username, mark.password);
  for (let attempt = 0; attempt < 15; attempt++) {
    const [username, problem] = REFUSED[attempt % 8];
    const answer = await site.visitor().post("/auth/login", {
      ...mark,
      username,
    }, { "x-forwarded-for": `203.0.113.${attempt}` });
    const html = await answer.text();
    assert.equal(answer.status, 401);
    assert.match(html, sentence(messages.login.wrong));
    assert.match(html, sentence(problem));
  }
  await site.visitor().logIn(mark);
});
