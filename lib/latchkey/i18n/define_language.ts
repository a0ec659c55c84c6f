/**
 * Languages of a site: the library's messages and the site's own.
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

/** A language, and the library's messages in it as far as they are translated. */
export interface LanguageSpec extends Omit<Language, "messages"> {
  readonly messages?: PartialTranslation<Messages>;
}

/** Messages and sections of messages, by their keys. */
interface Section {
  readonly [key: string]: string | Section;
}

/**
 * Makes a language of a site. `lib/site.ts` lists them. Where the library's messages are not
 * translated they are in English; a site's message with the key of one of the library's
 * takes its place.
 *
 * @example
 * ```ts
 * export const english = defineLanguage(ENGLISH, { home: { title: "Home" } });
 * ```
 *
 * @param spec The language: one of the library's, or one that it does not have.
 * @param own What the site's pages say.
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

/** The forms of a plural stay together: they are those of one language. */
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
