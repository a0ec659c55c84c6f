/** A site's language: the library's messages and the site's own. */
import { deepStrictEqual, equal } from "node:assert/strict";
import { defineLanguage } from "./define_language.ts";
import { ENGLISH, GERMAN } from "./languages.ts";
import { plural } from "./format.ts";

const HOME = { home: { title: "Accueil" } };

const FRENCH = {
  code: "fr",
  locale: "fr-FR",
  direction: "ltr",
  name: "Français",
} as const;

Deno.test("combines the library's messages and the site's own", () => {
  const { messages, ...rest } = defineLanguage(GERMAN, HOME);
  const { messages: library, ...german } = GERMAN;
  deepStrictEqual(rest, german);
  deepStrictEqual(messages, { ...library, ...HOME });
});

Deno.test("merges a site's section with the library's", () => {
  const { messages } = defineLanguage(GERMAN, { errors: { toHome: "Zurück" } });
  equal(messages.errors.toHome, "Zurück");
  deepStrictEqual(messages.errors.statuses, GERMAN.messages.errors.statuses);
});

Deno.test("a site's message replaces the library's", () => {
  const own = { errors: { statuses: { 404: { title: "Lost" } } } };
  const { messages: { errors: { statuses } } } = defineLanguage(ENGLISH, own);
  equal(statuses[404].title, "Lost");
  equal(statuses[404].next, ENGLISH.messages.errors.statuses[404].next);
  deepStrictEqual(statuses[500], ENGLISH.messages.errors.statuses[500]);
});

Deno.test("uses English where the library has no translation", () => {
  const french = { ...FRENCH, messages: { times: { justNow: "à l’instant" } } };
  const { messages } = defineLanguage(french, HOME);
  equal(messages.times.justNow, "à l’instant");
  equal(messages.times.minute, ENGLISH.messages.times.minute);
  deepStrictEqual(messages.problems, ENGLISH.messages.problems);
  deepStrictEqual(defineLanguage(FRENCH, HOME).messages.home, HOME.home);
});

Deno.test("uses the plural forms of one language", () => {
  const attention = { other: "{count} champs" };
  const french = { ...FRENCH, messages: { form: { attention } } };
  const { locale, messages } = defineLanguage(french, HOME);
  deepStrictEqual(messages.form.attention, attention);
  equal(plural(locale, messages.form.attention, 1), "1 champs");
});

Deno.test("the types require every message of a site, and none of the library's", () => {
  interface Messages {
    readonly home: { readonly title: string; readonly heading: string };
  }
  // @ts-expect-error the heading is missing.
  defineLanguage<Messages>(FRENCH, HOME);
  defineLanguage(
    // @ts-expect-error the library has no such message.
    { ...FRENCH, messages: { times: { later: "plus tard" } } },
    {},
  );
});
