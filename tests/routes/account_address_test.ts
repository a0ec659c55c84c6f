/** Asking for another address. */
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

Deno.test("the new address is used once its link was opened and its button pressed", async () => {
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

Deno.test("the old address is told, and its mail names no link but the one that undoes it", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await moveTo(site, visitor, NEW);
  const mail = await site.mailTo(ANNA.username);
  assert.match(mail.text, /\/auth\/secure-account\?token=/);
  assert.throws(() => linkIn(mail));
});

Deno.test("sessions go on: the password is the same", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const other = site.visitor();
  await other.logIn(ANNA);
  await moveTo(site, visitor, NEW);
  assert.ok(await isLoggedIn(visitor));
  assert.ok(await isLoggedIn(other));
});

Deno.test("an address that somebody has gets the same answer, and its owner is told by mail", async () => {
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

Deno.test("a wrong address is refused in words and kept in the form", async () => {
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

Deno.test("spaces that were pasted along do not count", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  await visitor.post(PAGE, { address: `  ${NEW}\t` });
  assert.ok(await site.mailTo(NEW));
});

Deno.test("nobody can be made to send mails all over the world", async () => {
  await using context = await loggedInSite();
  const { site, visitor } = context;
  const statuses = [];
  for (let tries = 0; tries < 7; tries++) {
    const address = `victim${tries}@example.com`;
    const response = await visitor.post(PAGE, { address });
    statuses.push(response.status);
    const html = await response.text();
    if (response.status === 429) {
      assert.match(html, sentence(messages.wait.tries));
      assert.ok(html.includes(address), "what was typed is kept");
    }
  }
  assert.deepEqual(statuses, [...Array(5).fill(200), 429, 429]);
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 5);
});

Deno.test("where no mail can be sent, the page says so and promises none", async () => {
  const nothing = () => Promise.resolve();
  const mail = {
    enabled: false,
    mailbox: null,
    reaches: () => Promise.resolve(true),
    send: nothing,
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
  ) assert.match(await response.text(), sentence(messages.newAddress.noMail));
});
