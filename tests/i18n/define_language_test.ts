/** What a language of a site is made of: the library's messages and the site's own. */
import { deepStrictEqual, equal } from "node:assert/strict";
import { defineLanguage } from "../../lib/latchkey/i18n/define_language.ts";
import { ENGLISH, GERMAN } from "../../lib/latchkey/i18n/languages.ts";
import { plural } from "../../lib/latchkey/i18n/say.ts";

const HOME = { home: { title: "Accueil" } };

const FRENCH = {
  code: "fr",
  locale: "fr-FR",
  direction: "ltr",
  name: "Français",
} as const;

Deno.test("a language has the library's messages and the site's own", () => {
  const { words, ...rest } = defineLanguage(GERMAN, HOME);
  const { words: library, ...german } = GERMAN;
  deepStrictEqual(rest, german);
  deepStrictEqual(words, { ...library, ...HOME });
});

Deno.test("a site's section is put beside what the library says in it", () => {
  const { words } = defineLanguage(GERMAN, { errors: { toHome: "Zurück" } });
  equal(words.errors.toHome, "Zurück");
  deepStrictEqual(words.errors.statuses, GERMAN.words.errors.statuses);
});

Deno.test("a site's message takes the place of the library's", () => {
  const own = { errors: { statuses: { 404: { title: "Lost" } } } };
  const { words: { errors: { statuses } } } = defineLanguage(ENGLISH, own);
  equal(statuses[404].title, "Lost");
  equal(statuses[404].next, ENGLISH.words.errors.statuses[404].next);
  deepStrictEqual(statuses[500], ENGLISH.words.errors.statuses[500]);
});

Deno.test("what the library does not say in a language is in English", () => {
  const french = { ...FRENCH, words: { times: { justNow: "à l’instant" } } };
  const { words } = defineLanguage(french, HOME);
  equal(words.times.justNow, "à l’instant");
  equal(words.times.minute, ENGLISH.words.times.minute);
  deepStrictEqual(words.problems, ENGLISH.words.problems);
  deepStrictEqual(defineLanguage(FRENCH, HOME).words.home, HOME.home);
});

Deno.test("the forms of a plural are those of one language", () => {
  const attention = { other: "{count} champs" };
  const french = { ...FRENCH, words: { form: { attention } } };
  const { locale, words } = defineLanguage(french, HOME);
  deepStrictEqual(words.form.attention, attention);
  equal(plural(locale, words.form.attention, 1), "1 champs");
});

Deno.test("types ask for every message of a site, and for none of the library's", () => {
  interface Messages {
    readonly home: { readonly title: string; readonly heading: string };
  }
  // @ts-expect-error the heading is missing.
  defineLanguage<Messages>(FRENCH, HOME);
  // @ts-expect-error the library has no such message.
  defineLanguage({ ...FRENCH, words: { times: { later: "plus tard" } } }, {});
});
