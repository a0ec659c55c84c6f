import assert from "node:assert/strict";
import { format } from "@latchkey/core/i18n";
import { CLARA, GUARDED_PAGE, messages, sentence } from "../pages.ts";
import { ANNA, openSite } from "../site.ts";
import { accountAt, CLARA_LOGIN, withoutNonce } from "./sign_up.ts";

Deno.test("asks for an address, a name and a new password", async () => {
  await using site = await openSite();
  const html = await (await site.visitor().get("/auth/signup")).text();
  const [address] = /<input[^>]*name="address"[^>]*>/.exec(html) ?? [];
  assert.match(address ?? "", /type="text"[^>]*required/);
  assert.match(address ?? "", /inputmode="email"/);
  assert.match(html, /<input[^>]*name="password"[^>]*"new-password"/);
  const [name] = /<input[^>]*name="name"[^>]*>/.exec(html) ?? [];
  assert.match(name ?? "", /autocomplete="name"/);
  assert.doesNotMatch(name ?? "", /required/);
});

Deno.test("creates an account that waits for confirmation", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const response = await visitor.post("/auth/signup", CLARA);
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.match(html, sentence(messages.mailed.title));
  assert.match(html, /name="code"/);
  assert.match(html, /name="address" value="Clara@example\.com"/);
  assert.doesNotMatch(html, /tractor/);

  const account = await accountAt(site, CLARA.address);
  assert.equal(account?.name, CLARA.name);
  assert.equal(account?.verifiedAt, null);
  assert.deepEqual(account?.roles, []);
  const mail = await site.mailTo(CLARA.address);
  assert.match(mail.text, /\/auth\/verify\?token=/);
});

Deno.test("allows logging in before confirmation but doesn't log in on sign-up", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.post("/auth/signup", CLARA);
  assert.equal((await visitor.get(GUARDED_PAGE)).status, 303);
  await visitor.logIn(CLARA_LOGIN);
  assert.equal((await visitor.get("/account")).status, 200);
});

Deno.test("gives the same answer for a taken address", async () => {
  await using site = await openSite();
  const answers: unknown[] = [];
  for (const address of [ANNA.username, "same@example.com"]) {
    const response = await site.visitor()
      .post("/auth/signup", { ...CLARA, address });
    response.headers.delete("x-request-id");
    const headers = [...response.headers].map(([name, value]) => [
      name,
      value.replace(/=[\w-]{22};/, "=N;").replaceAll(/'nonce-[^']*'/g, "N"),
    ]);
    const html = withoutNonce(await response.text());
    answers.push([
      response.status,
      headers,
      html.replaceAll(address, "ADDRESS"),
    ]);
  }
  assert.deepEqual(answers[0], answers[1]);
});

Deno.test("notifies the owner of another sign-up and leaves the account unchanged", async () => {
  await using site = await openSite();
  const before = await accountAt(site, ANNA.username);
  await site.visitor().post("/auth/signup", {
    ...CLARA,
    address: ` ${ANNA.username.toUpperCase()}`,
  });
  const mail = await site.mailTo(ANNA.username);
  assert.match(mail.text, /already\s+has\s+an\s+account/);
  assert.match(mail.text, /\/auth\/recover/);
  assert.doesNotMatch(mail.text, /token=/);
  assert.deepEqual(await accountAt(site, ANNA.username), before);
});

Deno.test("shows errors at each field and keeps what was typed, except passwords", async () => {
  await using site = await openSite();
  const users = async () =>
    (await site.services.store.users.list({ limit: 9 })).items;
  const before = await users();
  const { problems } = messages;
  const wrong: [Partial<typeof CLARA>, RegExp][] = [
    [{ address: "" }, sentence(problems.emailRequired)],
    [{ address: "clara" }, sentence(problems.noAddress)],
    [
      { address: `${"c".repeat(250)}@example.com` },
      sentence(format(problems.addressTooLong, { maxAddress: 254 })),
    ],
    [
      { name: "n".repeat(101) },
      sentence(format(problems.nameTooLong, { maxName: 100 })),
    ],
    [
      { password: "seven c" },
      sentence(format(problems.passwordTooShort, { minPassword: 8 })),
    ],
    [{ password: "football1" }, sentence(problems.passwordCommon)],
    [{ password: "it is CLARA again" }, sentence(problems.passwordHasAddress)],
    [
      { password: "x".repeat(257) },
      sentence(format(problems.passwordTooLong, { maxPassword: 256 })),
    ],
  ];
  for (const [fields, problem] of wrong) {
    const sent = { ...CLARA, ...fields };
    const response = await site.visitor().post("/auth/signup", sent);
    const html = await response.text();
    assert.equal(response.status, 422, JSON.stringify(fields));
    assert.match(html, problem);
    for (const typed of [sent.address, sent.name]) {
      assert.ok(typed === "" || html.includes(`value="${typed}"`));
    }
    assert.ok(!sent.password || !html.includes(sent.password));
  }
  await site.services.mail.settled();
  assert.deepEqual(await users(), before);
  assert.deepEqual(site.mails.messages(), []);
});

for (
  const password of [
    "Съешь же ещё этих мягких французских булок, да выпей ещё чаю: 2030",
    "🐎🔋📎🌊".repeat(16),
    "كلمة المرور طويلة وفيها أربع وستون محرفا أو أكثر من ذلك قليلا هنا",
  ]
) {
  Deno.test(`compares all 64 characters of a password: ${password.slice(0, 8)}`, async () => {
    await using site = await openSite();
    await site.visitor().post("/auth/signup", { ...CLARA, password });
    const shorter = [...password].slice(0, -1).join("");
    const logIn = (password: string) =>
      site.visitor().post("/auth/login", { ...CLARA_LOGIN, password });
    assert.equal((await logIn(`${shorter}!`)).status, 401);
    assert.equal((await logIn(shorter)).status, 401);
    assert.equal((await logIn(password)).status, 303);
  });
}

Deno.test("ignores spaces around address and name, and the name is optional", async () => {
  await using site = await openSite();
  await site.visitor().post("/auth/signup", {
    address: "\t Clara@example.com \n",
    name: "  ",
    password: CLARA.password,
  });
  const account = await accountAt(site, CLARA.address);
  assert.equal(account?.address, CLARA.address);
  assert.equal(account?.name, "");
});

Deno.test("creates one account, sends one email and gives the same page twice on a double click", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.get("/auth/signup");
  const answers = await Promise.all(
    [1, 2].map(() => visitor.post("/auth/signup", CLARA)),
  );
  const pages = await Promise.all(answers.map((answer) => answer.text()));
  assert.deepEqual(answers.map(({ status }) => status), [200, 200]);
  assert.equal(withoutNonce(pages[0]), withoutNonce(pages[1]));
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 1);
  await site.visitor().logIn(CLARA_LOGIN);
});

Deno.test("frees the address of an account after its grace period", async () => {
  await using site = await openSite();
  const old = await accountAt(site, ANNA.username);
  assert.ok(old);
  const deleteAfter = site.services.now() + 1000;
  await site.services.store.users.update(old.id, { deleteAfter });
  site.clock.advance(1000);
  await site.visitor().post("/auth/signup", { ...CLARA, address: old.address });
  const account = await accountAt(site, old.address);
  assert.ok(account && account.id !== old.id);
  assert.match((await site.mailTo(old.address)).text, /\/auth\/verify\?token=/);
});

Deno.test("rejects a cross-site sign-up", async () => {
  await using site = await openSite();
  const response = await site.visitor().post("/auth/signup", CLARA, {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
  });
  assert.equal(response.status, 403);
  assert.equal(await accountAt(site, CLARA.address), null);
});

Deno.test("redirects logged-in users home", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  await visitor.logIn(ANNA);
  const response = await visitor.get("/auth/signup");
  assert.deepEqual([response.status, response.headers.get("location")], [
    303,
    "/",
  ]);
});
