/**
 * Puts names and numbers into words.
 *
 * @module
 */
import { byLocale } from "./by_locale.ts";
import type { PluralForms } from "./messages.ts";

/** Fills the `{holes}` of a sentence. One for which there is no value stays as it is. */
export function format(
  sentence: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return sentence.replace(
    /\{(\w+)\}/g,
    (placeholder, name) => `${values[name] ?? placeholder}`,
  );
}

/** Says how many, by the rules of a language: `{count}` becomes the number. */
export function plural(
  locale: string,
  forms: PluralForms,
  count: number,
): string {
  const { rules, numbers } = countingIn(locale);
  return format(forms[rules.select(count)] ?? forms.other, {
    count: numbers.format(count),
  });
}

/** How a language counts. */
const countingIn = byLocale((locale) => ({
  rules: new Intl.PluralRules(locale),
  numbers: new Intl.NumberFormat(locale),
}));
