/** The account and admin pages in every language. */
import assert from "node:assert/strict";
import { site as SITE } from "../../lib/site.ts";
import type { Messages } from "../../lib/messages/language.ts";
import { visibleText } from "../i18n/sentences.ts";
import { testIn } from "../i18n/test_in.ts";
import { assertWhole } from "../i18n/whole_pages.ts";
import { ANNA, openSite } from "../site.ts";
import {
  HAS_ADMIN,
  HAS_APP,
  HAS_PASSKEYS,
  HAS_RECOVERY_CODES,
} from "../site_features.ts";
import { accountPages, TYPED } from "./account_pages.ts";
import { textOf } from "./own_account.ts";

/** The messages of these pages. */
const SECTIONS: readonly (keyof Messages)[] = [
  "account",
  "name",
  "newAddress",
  "newPassword",
  "sessions",
  "trustedBrowsers",
  "activity",
  "export",
  "deletion",
  ...HAS_ADMIN ? ["admin"] as const : [],
  "times",
  "device",
  "roles",
];

/** The messages of rows that the account page lacks without these features. */
const REMOVED = [
  ".account.rows.authenticator.title",
  ".account.rows.authenticator.action",
  ".account.rows.authenticator.none",
  ".account.rows.authenticator.count",
  ".account.rows.recoveryCodes.title",
  ".account.rows.recoveryCodes.action",
  ".account.rows.recoveryCodes.low",
  ".account.rows.recoveryCodes.left",
];

const WITHOUT_PASSKEYS = ["title", "action", "none", "explained"]
  .map((name) => `.account.rows.passkeys.${name}`);

/** The pages in a language, without the redirects between them. */
async function* pagesIn(code: string) {
  for await (const html of accountPages(code)) if (html !== "") yield html;
}

/** Text typed by users, and ids shown on pages. */
const typedIn = (html: string) => [
  ...TYPED,
  ...[...html.matchAll(/<code[^>]*>([^<]*)/g)].map(([, id]) => id),
];

for (const language of SITE.languages) {
  const { code, name } = language;

  Deno.test(`${name}: translates every account and admin page fully and uses each of their messages`, () =>
    assertWhole(language, {
      pages: pagesIn(code),
      sections: SECTIONS,
      removed: [
        ...HAS_APP && HAS_RECOVERY_CODES ? [] : REMOVED,
        ...HAS_PASSKEYS ? [] : WITHOUT_PASSKEYS,
      ],
      typedIn,
    }));
}

testIn(
  ["ar", "de"],
  "formats times and numbers by language",
  async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    await visitor.logIn(ANNA);
    await site.visitor().logIn(ANNA);
    const shown = async (code: string, page: string) => {
      visitor.cookies.set("language", code);
      return visibleText(await textOf(visitor.get(page)));
    };
    assert.match(await shown("de", "/account"), /1\. Januar 2030/);
    assert.match(await shown("ar", "/account"), /1 يناير 2030/);
    assert.match(await shown("de", "/account"), /auf 2 Geräten/);
    assert.match(await shown("ar", "/account"), /على جهازين/);
    const sessions = "/account/sessions";
    assert.match(await shown("de", sessions), /01\.01\.2030, 00:00 Uhr UTC/);
    assert.match(await shown("ar", sessions), /12:00 ص بالتوقيت العالمي/);
    assert.match(await shown("en", sessions), /1 Jan 2030, 00:00 UTC/);
    site.clock.advance(2 * 60 * 60 * 1000);
    await visitor.logIn(ANNA);
    assert.match(await shown("de", sessions), /Zuletzt aktiv: vor 2 Stunden/);
    assert.match(await shown("ar", sessions), /آخر نشاط: قبل ساعتين/);
  },
);

Deno.test("exports the same file in every language", async () => {
  const files = [];
  for (const { code } of SITE.languages) {
    await using site = await openSite();
    const visitor = site.visitor();
    visitor.cookies.set("language", code);
    await visitor.logIn(ANNA);
    const file = await textOf(visitor.post("/account/export", {}));
    files.push(Object.keys(JSON.parse(file)));
  }
  assert.equal(new Set(files.map(String)).size, 1);
});

testIn(
  ["de"],
  "translates in one language the activity recorded in another",
  async () => {
    await using site = await openSite();
    const visitor = site.visitor();
    await visitor.logIn(ANNA);
    const firefox = {
      "user-agent": "Mozilla/5.0 (Windows NT 10.0; rv:126.0) Firefox/126.0",
    };
    await textOf(site.visitor().post("/auth/login", ANNA, firefox));
    const page = await textOf(visitor.get("/account/sessions"));
    const [, end] = /name="end" value="([^"]+)"/.exec(page) ?? [];
    await visitor.post("/account/sessions", { end });
    visitor.cookies.set("language", "de");
    const sessions = visibleText(
      await textOf(visitor.get("/account/sessions")),
    );
    assert.match(sessions, /Die Sitzung wurde beendet\./);
    const activity = visibleText(
      await textOf(visitor.get("/account/activity")),
    );
    assert.match(activity, /Sitzung beendet: Firefox auf Windows/);
  },
);
