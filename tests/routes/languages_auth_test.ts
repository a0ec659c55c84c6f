/** The login, sign-up and recovery pages in every language. */
import assert from "node:assert/strict";
import { loginForm } from "@latchkey/core/forms";
import { languageOf } from "@latchkey/core/i18n";
import { sentencesOf } from "@latchkey/core/testing";
import type { Messages } from "../../lib/messages/language.ts";
import { SITE } from "../tested_site.ts";
import { testIn } from "../i18n/test_in.ts";
import { assertWhole } from "../i18n/whole_pages.ts";
import { islandProps } from "../island_props.ts";
import { openSite } from "../site.ts";
import {
  HAS_APP,
  HAS_FACTORS,
  HAS_INVITATIONS,
  HAS_LOGIN_LINK,
} from "../site_features.ts";
import { authPages, TYPED } from "./auth_pages.ts";
import { textOf } from "./own_account.ts";

/** The messages only these pages use. */
const SECTIONS: readonly (keyof Messages)[] = [
  "login",
  "otherOwner",
  "signUp",
  ...HAS_INVITATIONS ? ["signUpUnavailable"] as const : [],
  "mailed",
  "codeForm",
  "tokenForm",
  "deadLink",
  "verify",
  "ownPassword",
  "newAddressLink",
  "secureAccount",
  ...HAS_LOGIN_LINK ? ["loginLink"] as const : [],
  "stepUp",
  "logout",
  "recovery",
];

for (const language of SITE.languages) {
  const { code, name } = language;

  Deno.test(`${name}: translates every page under /auth/ fully and uses each of their messages`, () =>
    assertWhole(language, {
      pages: authPages(code),
      sections: SECTIONS,
      removed: [
        ...HAS_LOGIN_LINK ? [] : [".login.byEmail", ".mailed.expiresInMinutes"],
        ...HAS_APP ? [] : [".stepUp.factorTitle"],
        ...HAS_FACTORS ? [] : [".secureAccount.factors"],
      ],
      typedIn: () => TYPED,
    }));
}

testIn(
  ["de"],
  "sends only the login form's own messages to the browser",
  async () => {
    await using site = await openSite();
    const german = { "accept-language": "de" };
    const html = await textOf(site.visitor().get("/auth/login", german));
    const props = JSON.stringify(islandProps(html));
    const sentences = [...sentencesOf(languageOf(SITE, "de")!)];
    const needed = [".form.", ".login.form."];
    const problems = loginForm.problems.map((problem) =>
      `.problems.${problem}`
    );
    const isNeeded = (path: string) =>
      needed.some((section) => path.startsWith(section)) ||
      problems.includes(path);
    const mayTravel = sentences.filter(([path]) => isNeeded(path))
      .flatMap(([, forms]) => forms);
    const travel = sentences.flatMap(([, forms]) => forms)
      .filter((form) => props.includes(JSON.stringify(form)));
    assert.ok(travel.includes("Angemeldet bleiben"));
    assert.deepEqual(travel.filter((form) => !mayTravel.includes(form)), []);
  },
);
