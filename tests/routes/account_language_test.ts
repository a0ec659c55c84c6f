/** The account's language: its pages on every device, and its emails. */
import assert from "node:assert/strict";
import { languageOf as find } from "@latchkey/core/i18n";
import { SITE } from "../tested_site.ts";
import { testIn } from "../i18n/test_in.ts";
import { CLARA } from "../pages.ts";
import {
  ANNA,
  linkIn,
  openSite,
  ORIGIN,
  type Site,
  type Visitor,
} from "../site.ts";
import { HAS_LOGIN_LINK, LINK_PAGES } from "../site_features.ts";
import { accountAt, CLARA_LOGIN } from "./sign_up.ts";

const GERMAN = { "accept-language": "de-AT,de;q=0.9,en;q=0.5" };
const ENGLISH = { "accept-language": "en-GB,en;q=0.9" };

const messagesIn = (code: string) => find(SITE, code)!.messages;

/** The language and direction set on the page's root element. */
async function languageOf(page: Promise<Response>): Promise<string> {
  const html = await (await page).text();
  const [, lang, dir] = /<html lang="(\w+)" dir="(\w+)"/.exec(html) ?? [];
  return `${lang} ${dir}`;
}

/** The language stored with the account. */
async function keptBy(site: Site, address: string) {
  const account = await accountAt(site, address);
  return account?.language;
}

function choose(visitor: Visitor, language: string) {
  return visitor.post("/preferences", { language, back: "/account" });
}

/** The subject of the email requested from a stranger's English browser. */
async function emailRequestedByStranger(site: Site, address: string) {
  await site.services.mail.settled(); // Otherwise a login notice could arrive after it.
  await site.visitor().post("/auth/recover", { address }, ENGLISH);
  return (await site.mailTo(address)).subject;
}

testIn(
  ["de"],
  "signing up on a German page sets German for emails and for pages in every browser",
  async () => {
    await using site = await openSite();
    const here = site.visitor();
    const page = await here.post("/auth/signup", CLARA, GERMAN);
    assert.equal(await languageOf(Promise.resolve(page)), "de ltr");
    const mail = await site.mailTo(CLARA.address);
    assert.equal(mail.subject, messagesIn("de").mails.confirm.subject);
    assert.match(mail.html, /<html lang="de" dir="ltr">/);
    assert.equal(await keptBy(site, CLARA.address), "de");
    await here.post("/auth/verify", {
      token: new URL(linkIn(mail), ORIGIN).searchParams.get("token") ?? "",
    });

    const elsewhere = site.visitor();
    const login = elsewhere.get("/auth/login", ENGLISH);
    assert.equal(await languageOf(login), "en ltr");
    await elsewhere.logIn(CLARA_LOGIN);
    for (const path of ["/", "/account", "/nowhere"]) {
      const page = elsewhere.get(path, ENGLISH);
      assert.equal(await languageOf(page), "de ltr", path);
    }
    await elsewhere.post("/auth/logout", {});
    const after = elsewhere.get("/auth/login", ENGLISH);
    assert.equal(await languageOf(after), "en ltr");
  },
);

testIn(
  ["ar"],
  "changing the language while logged in applies to this browser, the account and the next email",
  async () => {
    await using site = await openSite();
    const [here, there] = [site.visitor(), site.visitor()];
    for (const visitor of [here, there]) await visitor.logIn(ANNA);
    assert.equal(await keptBy(site, ANNA.username), null);
    const response = await choose(here, "ar");
    assert.equal(response.headers.get("location"), "/account");
    assert.equal(here.cookies.get("language"), "ar");
    assert.equal(await keptBy(site, ANNA.username), "ar");
    for (const visitor of [here, there]) {
      const page = visitor.get("/account", ENGLISH);
      assert.equal(await languageOf(page), "ar rtl");
    }
    const account = await (await here.get("/account")).text();
    const { name } = find(SITE, "ar")!;
    assert.ok(
      account.includes(`<p>${name}</p></div><a class="go" href="#language">`),
    );
    assert.match(account, /id="language"/);
    assert.equal(
      await emailRequestedByStranger(site, ANNA.username),
      messagesIn("ar").mails.recover.subject,
    );
  },
);

testIn(
  ["ar", "de"],
  "the account's language takes precedence over the browser's, and a new choice applies at once",
  async () => {
    await using site = await openSite();
    const [here, there] = [site.visitor(), site.visitor()];
    await choose(there, "ar"); // Chosen before logging in, so for this browser only.
    assert.equal(await keptBy(site, ANNA.username), null);
    for (const visitor of [here, there]) await visitor.logIn(ANNA);
    await choose(here, "de");
    assert.equal(await languageOf(there.get("/account")), "de ltr");
    await choose(there, "en");
    assert.equal(await languageOf(here.get("/account", GERMAN)), "en ltr");
  },
);

testIn(
  ["de"],
  "ignores an unknown language, chosen or stored with an account",
  async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    await visitor.logIn(ANNA);
    await choose(visitor, "de");
    for (const tag of ["tlh", "", "../de", "constructor", "d".repeat(5000)]) {
      await choose(visitor, tag);
      assert.equal(await keptBy(site, ANNA.username), "de", tag);
    }
    const account = await accountAt(site, ANNA.username);
    const { users } = site.services.store;
    await users.update(account?.id ?? "", { language: "tlh" });
    visitor.cookies.delete("language");
    assert.equal(await languageOf(visitor.get("/account", GERMAN)), "de ltr");
    assert.equal(await languageOf(visitor.get("/account", ENGLISH)), "en ltr");
  },
);

testIn(
  ["de"],
  "emails an account without a chosen language in the page's language, and shows the same page without an account",
  async () => {
    await using site = await openSite();
    const answers = [];
    for (const address of [ANNA.username, "nobody@example.com"]) {
      for (const path of LINK_PAGES) {
        const page = await site.visitor().post(path, { address }, GERMAN);
        const html = (await page.text()).replaceAll(address, "")
          .replaceAll(/nonce="[^"]*"/g, "");
        answers.push(`${page.status} ${html}`);
      }
    }
    const known = answers.slice(0, LINK_PAGES.length);
    assert.deepEqual(known, answers.slice(LINK_PAGES.length));
    await site.services.mail.settled();
    const subjects = site.mails.messages().map(({ subject }) => subject);
    assert.deepEqual(
      subjects.toSorted(),
      [
        messagesIn("de").mails.recover.subject,
        ...HAS_LOGIN_LINK ? [messagesIn("de").mails.loginLink.subject] : [],
      ].toSorted(),
    );
    assert.equal(await keptBy(site, ANNA.username), null);
  },
);

testIn(
  ["ar"],
  "notifies the owner of a taken address in their own language, whatever the page's",
  async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    await visitor.logIn(ANNA);
    await choose(visitor, "ar");
    const again = { ...CLARA, address: ANNA.username };
    await site.visitor().post("/auth/signup", again, GERMAN);
    const { subject } = await site.mailTo(ANNA.username);
    assert.equal(subject, messagesIn("ar").mails.hasAccount.subject);
    assert.equal(await keptBy(site, ANNA.username), "ar");
  },
);
