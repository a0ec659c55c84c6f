/**
 * The languages that the library's messages are translated into, and finding one of a site's.
 *
 * @module
 */
import arabic from "./languages/ar.ts";
import german from "./languages/de.ts";
import english from "./languages/en.ts";
import type { Language } from "./messages.ts";

/** The library's messages in English, which stand wherever another language lacks one. */
export const ENGLISH: Language = english;

/** The library's messages in German. */
export const GERMAN: Language = german;

/** The library's messages in Arabic. */
export const ARABIC: Language = arabic;

/** The language of a site that has this tag; undefined when there is none. */
export function languageOf<Spoken extends Language>(
  { languages }: { readonly languages: readonly Spoken[] },
  code: string | null | undefined,
): Spoken | undefined {
  return languages.find((language) => language.code === code);
}
