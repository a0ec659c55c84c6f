/**
 * Text that another language deliberately shares with English.
 *
 * @module
 */

/** Messages intentionally spelt as in English, by their paths. */
export const SPELT_ALIKE: Record<string, readonly string[]> = {
  de: [
    ".account.rows.name.title",
    ".profile.optional",
    ".signUp.form.name",
    ".name.label",
    ".activity.withDetail",
    ".activity.onDevice",
    // Germans say Passkey, and its name is a Name.
    ".account.rows.passkeys.title",
    ".passkeys.name",
    ".passkeys.offer.name",
    ".passkeys.title",
    ".secondFactor.kinds.passkeys.label",
    ".userFactors.kinds.passkeys",
  ],
  ar: [".times.localMinute", ".activity.withDetail"],
};

/**
 * Messages still in English because no contributor speaks the language: whole
 * sections (`".about"`), single messages (`".about.title"`), or all (`""`).
 */
export const NOT_TRANSLATED_YET: Record<string, readonly string[]> = {};

/** Whether a message or section is known to be untranslated. */
export function isNotTranslatedYet(code: string, path: string): boolean {
  const known = NOT_TRANSLATED_YET[code] ?? [];
  return known.some((part) => `${path}.`.startsWith(`${part}.`));
}
