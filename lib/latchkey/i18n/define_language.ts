/**
 * Defines the languages of a site: the library's messages and the site's own.
 *
 * @module
 */
import { ENGLISH } from "./languages.ts";
import type {
  Language,
  Messages,
  PartialTranslation,
  Translation,
} from "./messages.ts";

/** A language and, as far as they are translated, the library's messages in it. */
export interface LanguageSpec extends Omit<Language, "messages"> {
  readonly messages?: PartialTranslation<Messages>;
}

/** Messages and nested sections, by key. */
interface Section {
  readonly [key: string]: string | Section;
}

/**
 * Defines a language of a site. List it under `languages` in `lib/site.ts`. Messages of the
 * library that aren't translated are in English. A site's message with the same key replaces
 * the library's. Never throws.
 *
 * @param spec One of the library's languages, or a new one.
 * @param own The messages of the site's pages.
 *
 * @example
 * ```ts
 * import { defineLanguage, ENGLISH } from "@latchkey/core/i18n";
 *
 * export const english = defineLanguage(ENGLISH, { home: { title: "Home" } });
 * console.log(english.messages.home.title);
 * ```
 */
export function defineLanguage<Own extends object>(
  { messages = {}, ...spec }: LanguageSpec,
  own: Own,
): Language<Translation<Own>> {
  const merged = [messages, own].reduce<object>(
    (base, over) => merge(base as Section, over as Section),
    ENGLISH.messages,
  );
  return { ...spec, messages: merged as Messages & Translation<Own> };
}

/** Plural forms aren't merged: they belong to one language. */
function merge(base: Section, over: Section): Section {
  const merged = Object.entries(over).map(([key, message]) => {
    const below = base[key];
    return isSection(below) && isSection(message)
      ? [key, merge(below, message)]
      : [key, message];
  });
  return { ...base, ...Object.fromEntries(merged) };
}

function isSection(message: string | Section | undefined): message is Section {
  return typeof message === "object" && typeof message.other !== "string";
}
