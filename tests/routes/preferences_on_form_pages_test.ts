/**
 * Switching language or theme without a script on a page that answers a form
 * loses nothing and repeats nothing.
 */
import assert from "node:assert/strict";
import { messages, sentence } from "../pages.ts";
import { ANNA, BERT, codeIn, linkIn, openSite, type Visitor } from "../site.ts";
import { HAS_LOGIN_LINK, LINK_PAGES, testLoginLink } from "../site_features.ts";
import { press, unescaped } from "./footer_buttons.ts";
import { idleAnna, sendLate } from "./form_replay.ts";
import { hiddenInputs, statusOf, userAt } from "./own_account.ts";

async function answerOf(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
): Promise<string> {
  return await (await visitor.post(path, fields)).text();
}

/** The value of a page's input. */
function valueOf(html: string, name: string): string | undefined {
  const main = html.slice(0, html.indexOf("<footer>"));
  const value = new RegExp(`name="${name}"[^>]* value="(.*?)"`).exec(main)?.[1];
  return value && unescaped(value);
}

Deno.test("keeps address, checkbox and next path after a failed login, but not the password", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const next = "/account/name?a=b&c";
  const login = { ...ANNA, password: "wrong horse", remember: "yes", next };
  let html = await answerOf(visitor, "/auth/login", login);
  for (const button of ["theme=dark", "language=en"]) {
    const pressed = Object.fromEntries(new URLSearchParams(button));
    html = await press(visitor, html, pressed);
    assert.equal(valueOf(html, "username"), ANNA.username);
    assert.equal(valueOf(html, "next"), next);
    assert.match(html, /name="remember" value="yes" checked/);
    assert.doesNotMatch(html, /wrong horse/);
  }
});

Deno.test("keeps the code page after sign-up in another language, and its code works", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const clara = {
    address: "clara@bücher.example",
    password: "tractor moonlight",
  };
  let html = await answerOf(visitor, "/auth/signup", { ...clara, name: "C" });
  html = await press(visitor, html, { language: "en" });
  assert.match(html, sentence(messages.mailed.title));
  const fields = {
    address: valueOf(html, "address")!,
    code: codeIn(await site.mailTo("clara@xn--bcher-kva.example")),
  };
  assert.equal(fields.address, clara.address);
  const confirmed = await visitor.post("/auth/verify", fields);
  assert.equal(confirmed.headers.get("location"), "/auth/verify");
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 1);
});

Deno.test("keeps the next path when a sign-up is started again", async () => {
  await using site = await openSite();
  const visitor = site.visitor();
  const next = "/account/name?a=b&c";
  const clara = { address: "clara@example.com", password: "tractor moonlight" };
  let html = await answerOf(visitor, "/auth/signup", { ...clara, next });
  html = await press(visitor, html);
  const [, path] =
    /href="(\/auth\/signup[^"]*)"[^>]*>[^<]*<\/a>[^<]*<\/p><\/main>/
      .exec(html)!;
  const form = await (await visitor.get(unescaped(path))).text();
  assert.equal(valueOf(form, "next"), next);
});

testLoginLink(
  "an emailed link still works after the browser rejected its cookies",
  async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    await answerOf(visitor, "/auth/link", { address: ANNA.username });
    const link = linkIn(await site.mailTo(ANNA.username));
    const page = await (await visitor.get(link)).text();
    visitor.cookies.clear();
    const form = { token: valueOf(page, "token")!, form_owner: "" };
    const html = await answerOf(visitor, "/auth/link/open", form);
    assert.match(html, sentence(messages.login.cookieBlocked));
    assert.match(html, /<title>Error: /);
    const shown = await press(visitor, html);
    assert.equal(valueOf(shown, "token"), form.token);
    const login = await visitor.post("/auth/link/open", form);
    assert.equal(login.status, 303);
  },
);

Deno.test("keeps what was typed into a rejected form", async () => {
  await using site = await openSite();
  const signUp = { address: "clara", name: `"C" <b`, password: "short" };
  const REFUSED = [
    ["/auth/signup", signUp, ["address", "name"]],
    ["/auth/recover", { address: "clara" }, ["address"]],
    ...HAS_LOGIN_LINK
      ? [["/auth/link", { address: "clara", next: "/private" }, [
        "address",
        "next",
      ]]] as const
      : [],
    ["/auth/verify", { address: "c@d.example", code: "1" }, ["address"]],
  ] as const;
  for (const [path, fields, kept] of REFUSED) {
    const visitor = site.visitor();
    const html = await press(visitor, await answerOf(visitor, path, fields));
    for (const name of kept) {
      const value = Reflect.get(fields, name);
      assert.equal(valueOf(html, name), value, `${path} ${name}`);
    }
  }
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const name = "x".repeat(200);
  const typed = await answerOf(anna, "/account/name", { name });
  assert.equal(valueOf(await press(anna, typed), "name"), name);
  assert.equal((await userAt(site, ANNA.username)).name, "");
});

Deno.test('keeps the "email sent" page and sends nothing more', async () => {
  await using site = await openSite();
  for (const path of LINK_PAGES) {
    const visitor = site.visitor();
    const fields = { address: ANNA.username };
    const html = await press(visitor, await answerOf(visitor, path, fields));
    assert.match(html, sentence(messages.mailed.title), path);
    assert.ok(html.includes(`<b>${ANNA.username}</b>`), path);
  }
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const address = "new@example.com";
  const sent = await answerOf(anna, "/account/address", { address });
  assert.match(await press(anna, sent), sentence(messages.newAddress.next));
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, LINK_PAGES.length + 1);
});

Deno.test("keeps a saved form before and after the login", async () => {
  await using site = await openSite();
  for (const name of [`Anna "<b`, "x".repeat(5000)]) {
    const anna = await idleAnna(site);
    const { again, answer } = await sendLate(anna, { name });
    let html = await press(anna, await answer.text(), { language: "en" });
    const form_replay = valueOf(html, "form_replay")!;
    assert.deepEqual(JSON.parse(form_replay), { name });
    const failed = { ...ANNA, password: "wrong horse", form_replay };
    html = await press(anna, await answerOf(anna, again, failed));
    assert.equal(valueOf(html, "form_replay"), form_replay);

    const login = await anna.post(again, { ...ANNA, form_replay });
    const offered = login.status === 303
      ? await anna.get(login.headers.get("location")!)
      : login;
    html = await press(anna, await offered.text());
    html = await press(anna, html, { language: "en" });
    assert.equal(valueOf(html, "name"), name);
    assert.match(html, /<form class="card"[^>]*action="\/account\/name"/);
    assert.equal((await userAt(site, ANNA.username)).name, "");
  }
});

Deno.test("keeps the pending form while asking for the password", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  site.clock.advance(11 * 60_000);
  const address = "new@example.com";
  const asked = await answerOf(anna, "/account/address", { address });
  const html = await press(anna, asked);
  assert.equal(valueOf(html, "address"), address);
  assert.match(html, /name="step_up_password"/);
  assert.equal(valueOf(html, "step_up_shown"), undefined);
  assert.equal(await statusOf(anna.get("/account/address")), 200);
  await site.services.mail.settled();
  assert.equal(site.mails.messages().length, 0);
});

Deno.test("repeats no action when switching leads to login or to the password page", async () => {
  await using site = await openSite();
  const PAGE = "/account/address";
  for (const minutes of [11, 31]) {
    const anna = site.visitor();
    await anna.logIn(ANNA);
    const { id: form_owner } = await userAt(site, ANNA.username);
    const form = { address: "new@example.com", form_owner };
    const sent = await answerOf(anna, PAGE, form);
    site.clock.advance(minutes * 60_000);
    if (minutes === 31) {
      const back = { form_owner, theme: "dark", sent_to: form.address };
      const shown_again = JSON.stringify({ address: form.address });
      const answer = await anna.post(PAGE, { ...back, shown_again });
      assert.equal(answer.status, 303);
      const login = "/auth/login?next=%2Faccount%2Faddress";
      assert.equal(answer.headers.get("location"), login);
      continue;
    }
    let html = await press(anna, sent);
    html = await press(anna, html);
    assert.doesNotMatch(html, /new@example\.com/);
    const step_up_password = ANNA.password;
    const fields = { ...hiddenInputs(html), step_up_password };
    const answer = await anna.post(PAGE, fields);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get("location"), PAGE);
  }
  await site.services.mail.settled();
  const mails = site.mails.messages().filter(({ to }) => /^new@/.test(to));
  assert.equal(mails.length, 2, "one for each time it was sent");
});

Deno.test("keeps rejecting another account's form, and keeps its text, after several switches", async () => {
  await using site = await openSite();
  const { id } = await userAt(site, ANNA.username);
  for (const form_owner of [id, ""]) {
    const browser = site.visitor();
    await browser.logIn(BERT);
    const form = { form_owner, name: "Anna Seghers", password: "battery" };
    let html = await answerOf(browser, "/account/name", form);
    for (const language of ["en", "en"]) {
      html = await press(browser, html, { language });
      const reason = form_owner ? "other_account" : "logged_in_since";
      assert.match(html, sentence(messages.otherOwner[reason]));
      const shown = [...html.matchAll(/<li[^>]*><bdi>(.*?)<\/bdi>/g)];
      assert.deepEqual(shown.map(([, text]) => text), ["Anna Seghers"]);
      if (form_owner) assert.match(html, new RegExp(`whose=${id}"`));
    }
    assert.equal((await userAt(site, BERT.username)).name, "");
  }
});

Deno.test("doesn't show a form's answer to another account", async () => {
  await using site = await openSite();
  const browser = site.visitor();
  await browser.logIn(ANNA);
  const name = "x".repeat(200);
  const html = await answerOf(browser, "/account/name", { name });
  await browser.logIn(BERT);
  const refused = await press(browser, html);
  assert.match(refused, sentence(messages.otherOwner.other_account));
  assert.match(
    refused,
    new RegExp(`<ul><li[^>]*><bdi>${name}</bdi></li></ul>`),
  );
});

Deno.test("ignores a hostile footer form", async () => {
  await using site = await openSite();
  for (
    const shown_again of ["", "{", "[]", "null", '{"a":1}', '{"mailed_to":"x"}']
  ) {
    for (const path of ["/auth/login", "/auth/signup", "/auth/again"]) {
      const answer = await site.visitor().post(path, {
        shown_again,
        theme: "dark",
      });
      assert.ok(answer.status < 500, `${path} ${shown_again}`);
      await answer.body?.cancel();
    }
  }
});

Deno.test("writes no password or proof into a page, whatever a footer form carries", async () => {
  await using site = await openSite();
  const anna = site.visitor();
  await anna.logIn(ANNA);
  const secrets = {
    password: "typed horse 1",
    present: "typed horse 2",
    step_up_password: "typed horse 3",
    proof: "typed horse 4",
    step_up_proof: "typed horse 5",
    passkey: "typed horse 6",
  };
  const paths = [
    "/auth/login",
    "/auth/signup",
    "/auth/verify",
    "/auth/address",
    "/auth/recover/new",
    "/account/name",
    "/account/password",
    "/account/address",
    "/account/export",
  ];
  for (const visitor of [site.visitor(), anna]) {
    for (const path of paths) {
      for (const shown_again of ["{}", '{"name":"Ada"}', "["]) {
        const fields = { ...secrets, shown_again, theme: "light" };
        const html = await answerOf(visitor, path, fields);
        assert.doesNotMatch(html, /typed horse/, `${path} ${shown_again}`);
      }
    }
  }
});
