/**
 * Where another language says what English says.
 *
 * @module
 */

/** What is spelt as in English, and is meant to be: sentences by their paths. */
export const SPELT_ALIKE: Record<string, readonly string[]> = {
  de: [
    ".account.rows.name.title",
    ".profile.optional",
    ".signUp.form.name",
    ".name.label",
    ".activity.withDetail",
    ".activity.onDevice",
  ],
  ar: [".times.localMinute", ".activity.withDetail"],
};

/**
 * What is still in English since nobody here speaks the language: whole sections
 * (`".about"`), single sentences (`".about.title"`), or all of it (`""`).
 */
export const NOT_TRANSLATED_YET: Record<string, readonly string[]> = {};

/** Whether a sentence, or a whole section, is known to be in English still. */
export function isNotTranslatedYet(code: string, path: string): boolean {
  const known = NOT_TRANSLATED_YET[code] ?? [];
  return known.some((part) => `${path}.`.startsWith(`${part}.`));
}
