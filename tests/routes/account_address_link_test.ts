/** The link emailed to a new address. */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, linkIn } from "../site.ts";
import { LINK_PAGES } from "../site_features.ts";
import { isLoggedIn, loggedInSite } from "./account_password.ts";
import {
  askForAddress,
  at,
  DAY,
  kindsAt,
  MINUTE,
  moveTo,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "./own_account.ts";

const NEW = "anna@new.example";

Deno.test("revokes login and recovery tokens sent to the old address", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const links = [];
  for (const path of LINK_PAGES) {
    await statusOf(visitor.post(path, { address: ANNA.username }));
    links.push(linkIn(await site.mailTo(ANNA.username)));
  }
  await moveTo(site, visitor, NEW);
  await site.services.mail.settled();
  const { id } = await userAt(site, NEW);
  const left = await site.services.store.oneTimeTokens.listOf(id);
  assert.deepEqual(left.map(({ purpose }) => purpose), ["undo_address"]);
  for (const link of links) {
    assert.equal(await statusOf(site.visitor().get(link)), 410);
  }
});

Deno.test("changes nothing when the link is only opened", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const link = await askForAddress(site, visitor, NEW);
  const scanner = site.visitor();
  for (let times = 0; times < 3; times++) {
    assert.equal(await statusOf(scanner.get(link)), 200);
  }
  assert.equal((await userAt(site, ANNA.username)).address, ANNA.username);
});

Deno.test("keeps the token out of the Referer header", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const link = await askForAddress(site, visitor, NEW);
  const { headers, body } = await visitor.get(link);
  await body?.cancel();
  assert.equal(headers.get("referrer-policy"), "strict-origin");
});

Deno.test("says when the new address has been taken, and changes nothing", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const link = await askForAddress(site, visitor, NEW);
  await site.addUser(NEW, "quicker than anna");
  const response = await visitor.post("/auth/address", {
    token: tokenIn(link),
  });
  assert.equal(response.status, 409);
  assert.match(await response.text(), sentence(messages.newAddressLink.taken));
  assert.ok(await userAt(site, ANNA.username));
});

Deno.test("asks for the account's password in another browser", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const link = await askForAddress(site, visitor, NEW);
  const phone = site.visitor();
  const html = await textOf(phone.get(link));
  assert.match(html, /type="password"/);
  assert.ok(!html.includes(ANNA.username), "a stranger may be reading this");
  const token = tokenIn(link);
  const used = await phone.post("/auth/address", {
    token,
    password: ANNA.password,
  });
  assert.equal(used.status, 200);
  assert.match(await used.text(), sentence(messages.newAddressLink.changed));
  assert.ok(!await isLoggedIn(phone), "confirming an address doesn't log in");
  await site.visitor().logIn(at(NEW));
});

Deno.test("doesn't hand the account to a stranger who receives the link at a mistyped address", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const token = tokenIn(await askForAddress(site, visitor, "ana@example.com"));
  const stranger = site.visitor();
  await stranger.logIn(BERT);
  for (const password of ["", "a guess", BERT.password]) {
    const response = await stranger.post("/auth/address", { token, password });
    assert.equal(response.status, 422);
    assert.match(
      await response.text(),
      /name="token"/,
      "the form is shown again",
    );
  }
  assert.ok(await userAt(site, ANNA.username));
  const kinds = await kindsAt(site, ANNA.username);
  assert.equal(kinds.filter((kind) => kind === "login_failed").length, 2);
});

Deno.test("counts wrong passwords on the link's page as login attempts", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const token = tokenIn(await askForAddress(site, visitor, NEW));
  const statuses = [];
  for (let attempt = 0; attempt < 12; attempt++) {
    const guess = { token, password: "a guess" };
    statuses.push(await statusOf(site.visitor().post("/auth/address", guess)));
  }
  assert.deepEqual(statuses, [...Array(10).fill(422), 429, 429]);
  assert.equal(await statusOf(site.visitor().post("/auth/login", ANNA)), 429);
});

Deno.test("accepts a link once, for one day", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const late = await askForAddress(site, visitor, "late@example.com");
  site.clock.advance(DAY - MINUTE);
  await visitor.logIn(ANNA);
  assert.equal(await statusOf(visitor.get(late)), 200);
  site.clock.advance(MINUTE);
  assert.equal(await statusOf(visitor.get(late)), 410);
  await moveTo(site, visitor, NEW);
  const [again] = site.mails.messages().filter(({ to }) => to === NEW);
  const token = tokenIn(linkIn(again));
  assert.equal(await statusOf(visitor.post("/auth/address", { token })), 410);
});

Deno.test("changes the address once when the form is submitted twice at the same time", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const token = tokenIn(await askForAddress(site, visitor, NEW));
  const answers = await Promise.all(
    [1, 2].map(() => statusOf(visitor.post("/auth/address", { token }))),
  );
  assert.deepEqual(answers.toSorted(), [303, 410]);
  await site.services.mail.settled();
  const sent = site.mails.messages().filter(({ to }) => to === ANNA.username);
  assert.equal(sent.length, 1);
});

Deno.test("explains what to do about an invalid link or one of another kind", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await moveTo(site, visitor, NEW);
  const undo = await site.mailTo(ANNA.username);
  const [, other] = /secure-account\?token=([\w-]+)/.exec(undo.text)!;
  for (const token of ["", "x".repeat(43), "<script>", other]) {
    for (
      const response of [
        await visitor.get(`/auth/address?token=${encodeURIComponent(token)}`),
        await visitor.post("/auth/address", { token }),
      ]
    ) {
      assert.equal(response.status, 410);
      const html = await response.text();
      assert.match(html, sentence(messages.deadLink.title));
      assert.doesNotMatch(html, /<script>/);
    }
  }
});
