import { deepStrictEqual, equal, match, ok } from "node:assert/strict";
import { languageOf } from "@latchkey/core/i18n";
import { sentencesOf, testWellFormed } from "@latchkey/core/testing";
import { english } from "../../lib/messages/en.ts";
import { site as SITE } from "../../lib/site.ts";
import { openSite } from "../site.ts";
import {
  isNotTranslatedYet,
  NOT_TRANSLATED_YET,
  SPELT_ALIKE,
} from "./english_left.ts";

const model = sentencesOf(english);

Deno.test("no two languages of the site have the same tag", () => {
  const codes = SITE.languages.map(({ code }) => code);
  equal(new Set(codes).size, codes.length);
  equal(languageOf(SITE, "tlh"), undefined);
  equal(languageOf(SITE, "__proto__"), undefined);
});

Deno.test("the first language is the default", async () => {
  await using site = await openSite({ site: SITE });
  const html = await (await site.fetch("/auth/login")).text();
  const [{ code, direction, messages }] = SITE.languages;
  match(html, new RegExp(`<html lang="${code}" dir="${direction}"`));
  ok(html.includes(`<h1>${messages.login.title}</h1>`));
});

Deno.test("the footer offers the languages in their order", async () => {
  for (const languages of [SITE.languages, SITE.languages.toReversed()]) {
    const [first, ...others] = languages;
    await using site = await openSite({
      site: { ...SITE, languages: [first, ...others] },
    });
    const html = await (await site.fetch("/")).text();
    const offered = html.matchAll(/name="language" value="([\w-]+)"/g);
    deepStrictEqual(
      [...offered].map(([, code]) => code),
      others.length > 0 ? languages.map(({ code }) => code) : [],
    );
  }
});

for (const language of SITE.languages) testWellFormed(language, english);

for (const language of SITE.languages) {
  if (language === english) continue;
  const { code, name } = language;
  Deno.test(`${name} is translated except where tests/i18n/english_left.ts says otherwise`, () => {
    const same = [...sentencesOf(language)]
      .filter(([path, [first]]) => first === model.get(path)![0])
      .map(([path]) => path);
    const left = same.filter((path) => !isNotTranslatedYet(code, path));
    const alike = (SPELT_ALIKE[code] ?? [])
      .filter((path) => !isNotTranslatedYet(code, path));
    deepStrictEqual(left.toSorted(), alike.toSorted());
    for (const part of NOT_TRANSLATED_YET[code] ?? []) {
      const isLeft = same.some((path) => `${path}.`.startsWith(`${part}.`));
      ok(isLeft, `${code}: ${part} is translated: take it off the list`);
    }
  });
}
