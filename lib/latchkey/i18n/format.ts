/**
 * Formats messages and plurals.
 *
 * @module
 */
import { byLocale } from "./by_locale.ts";
import type { PluralForms } from "./messages.ts";

/**
 * Replaces the `{placeholders}` of a message. A placeholder without a value stays. Never
 * throws.
 *
 * @param sentence A message such as `"Hello {name}!"`.
 * @param values The replacements, by placeholder.
 *
 * @example
 * ```ts
 * import { format } from "@latchkey/core/i18n";
 *
 * console.assert(format("Hello {name}!", { name: "Ada" }) === "Hello Ada!");
 * ```
 */
export function format(
  sentence: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return sentence.replace(
    /\{(\w+)\}/g,
    (placeholder, name) => `${values[name] ?? placeholder}`,
  );
}

/**
 * Chooses the plural form for a number by the language's rules (`Intl.PluralRules`), and
 * replaces `{count}` with the formatted number.
 *
 * @param locale A language tag such as `en-GB`.
 * @param forms A message per plural category; only `other` is required.
 * @throws {RangeError} when the locale is malformed.
 *
 * @example
 * ```ts
 * import { plural } from "@latchkey/core/i18n";
 *
 * const forms = { one: "{count} book", other: "{count} books" };
 * console.assert(plural("en", forms, 1_000) === "1,000 books");
 * ```
 */
export function plural(
  locale: string,
  forms: PluralForms,
  count: number,
): string {
  const { rules, numbers } = countFormats(locale);
  return format(forms[rules.select(count)] ?? forms.other, {
    count: numbers.format(count),
  });
}

/** Plural rules and number formats by locale. */
const countFormats = byLocale((locale) => ({
  rules: new Intl.PluralRules(locale),
  numbers: new Intl.NumberFormat(locale),
}));
