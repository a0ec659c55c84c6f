/** Requesting a change of email address. */
import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, linkIn } from "../site.ts";
import { isLoggedIn, loggedInSite } from "./account_password.ts";
import {
  askForAddress,
  at,
  kindsAt,
  moveTo,
  statusOf,
  textOf,
  tokenIn,
  userAt,
} from "./own_account.ts";

const PAGE = "/account/address";
const NEW = "anna@new.example";

Deno.test("changes the address once the link is opened and its button pressed", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const link = await askForAddress(site, visitor, NEW);
  assert.match(link, /^\/auth\/address\?token=[\w-]{43}$/);
  assert.equal((await userAt(site, ANNA.username)).address, ANNA.username);
  const html = await textOf(visitor.get(link));
  assert.match(html, /Use <bdi>anna@new\.example/);
  assert.doesNotMatch(html, /type="password"/);
  const used = await visitor.post("/auth/address", { token: tokenIn(link) });
  assert.equal(used.headers.get("location"), "/account");
  const account = await textOf(visitor.get("/account"));
  assert.match(account, sentence(messages.account.notices.address_changed));
  assert.match(account, /anna@new\.example/);
  assert.doesNotMatch(account, sentence(messages.account.unconfirmed));
  const user = await userAt(site, NEW);
  assert.equal(user.verifiedAt, site.services.now());
  const kinds = await kindsAt(site, NEW);
  assert.ok(kinds.includes("address_change_asked"));
  assert.ok(kinds.includes("address_changed"));
  await site.visitor().logIn(at(NEW));
  assert.equal(await statusOf(site.visitor().post("/auth/login", ANNA)), 401);
});

Deno.test("notifies the old address with no link except the one that undoes the change", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await moveTo(site, visitor, NEW);
  const mail = await site.mailTo(ANNA.username);
  assert.match(mail.text, /\/auth\/secure-account\?token=/);
  assert.throws(() => linkIn(mail));
});

Deno.test("keeps sessions, since the password stays the same", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const other = site.visitor();
  await other.logIn(ANNA);
  await moveTo(site, visitor, NEW);
  assert.ok(await isLoggedIn(visitor));
  assert.ok(await isLoggedIn(other));
});

Deno.test("gives the same answer for a taken address and notifies its owner", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const answers = [];
  for (const address of [BERT.username, "free@example.com"]) {
    const response = await visitor.post(PAGE, { address });
    assert.equal(response.status, 200);
    const html = await response.text();
    answers.push(
      html.replaceAll(address, "X").replaceAll(/nonce="[^"]*"/g, ""),
    );
  }
  assert.equal(answers[0], answers[1]);
  const mail = await site.mailTo(BERT.username);
  assert.doesNotMatch(mail.text, /\/auth\/address/);
});

Deno.test("explains an invalid address and keeps it in the form", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const { problems } = messages;
  for (
    const [address, problem] of [
      ["", sentence(problems.emailRequired)],
      ["anna", sentence(problems.noAddress)],
      ["anna@nowhere", sentence(problems.noAddress)],
      ["a@b.example, c@d.example", sentence(problems.noAddress)],
      [
        `${"x".repeat(250)}@y.example`,
        sentence(format(problems.addressTooLong, { maxAddress: 254 })),
      ],
      [" ANNA@example.COM ", sentence(problems.addressSame)],
    ] as const
  ) {
    const response = await visitor.post(PAGE, { address });
    assert.equal(response.status, 422);
    const html = await response.text();
    assert.match(html, problem);
    if (address) assert.ok(html.includes(`value="${address}"`));
  }
  await site.services.mail.settled();
  assert.deepEqual(site.mails.messages(), []);
});

Deno.test("ignores spaces pasted around the address", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await visitor.post(PAGE, { address: `  ${NEW}\t` });
  assert.ok(await site.mailTo(NEW));
});

Deno.test("limits how many emails one account can send to other addresses", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const statuses = [];
  for (let attempt = 0; attempt < 7; attempt++) {
    const address = `victim${attempt}@example.com`;
    const response = await visitor.post(PAGE, { address });
    statuses.push(response.status);
    const html = await response.text();
    if (response.status === 429) {
      assert.match(html, sentence(messages.wait.attempts));
      assert.ok(html.includes(address), "what was typed is kept");
    }
  }
  assert.deepEqual(statuses, [...Array(5).fill(200), 429, 429]);
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 5);
});

Deno.test("says that no email was sent when email is unavailable", async () => {
  const nothing = () => Promise.resolve();
  const mail = {
    enabled: false,
    mailbox: null,
    reaches: () => Promise.resolve(true),
    send: nothing,
    prepare: () => Promise.resolve(null),
    deliver: nothing,
    settled: nothing,
  };
  await using context = await loggedInSite({ mail });
  const { visitor } = context;
  for (
    const response of [
      await visitor.get(PAGE),
      await visitor.post(PAGE, { address: NEW }),
    ]
  ) assert.match(await response.text(), sentence(messages.newAddress.noEmail));
});
