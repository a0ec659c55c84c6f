/**
 * The languages of the library.
 *
 * @module
 */
import arabic from "./languages/ar.ts";
import german from "./languages/de.ts";
import english from "./languages/en.ts";
import type { Language } from "./messages.ts";

/**
 * English, with the library's messages. They also replace missing messages of other languages.
 *
 * @example
 * ```ts
 * import { defineLanguage, ENGLISH } from "@latchkey/core/i18n";
 *
 * export const english = defineLanguage(ENGLISH, { home: { title: "Home" } });
 * ```
 */
export const ENGLISH: Language = english;

/**
 * German, with the library's messages.
 *
 * @example
 * ```ts
 * import { defineLanguage, GERMAN } from "@latchkey/core/i18n";
 *
 * export const german = defineLanguage(GERMAN, { home: { title: "Startseite" } });
 * ```
 */
export const GERMAN: Language = german;

/**
 * Arabic, with the library's messages.
 *
 * @example
 * ```ts
 * import { ARABIC } from "@latchkey/core/i18n";
 *
 * console.assert(ARABIC.direction === "rtl");
 * ```
 */
export const ARABIC: Language = arabic;

/**
 * Finds a language of a site by its tag, such as `en`; undefined when the site doesn't have it.
 *
 * @example
 * ```ts
 * import { ENGLISH, GERMAN, languageOf } from "@latchkey/core/i18n";
 *
 * const german = languageOf({ languages: [ENGLISH, GERMAN] }, "de");
 * ```
 */
export function languageOf<SiteLanguage extends Language>(
  { languages }: { readonly languages: readonly SiteLanguage[] },
  code: string | null | undefined,
): SiteLanguage | undefined {
  return languages.find((language) => language.code === code);
}
