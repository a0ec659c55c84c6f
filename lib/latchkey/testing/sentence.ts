/**
 * Finding a message in a text.
 *
 * @module
 */
import type { PluralForms } from "../i18n/messages.ts";

/**
 * Matches a message in any of its plural forms, with any text in place of its
 * `{values}`.
 */
export function sentence(forms: string | PluralForms): RegExp {
  const written = typeof forms === "string" ? [forms] : Object.values(forms);
  const patterns = written.map((form) =>
    form.replace(/[.?*+^$()[\]|\\]/g, "\\$&").replace(/\{\w+\}/g, ".*")
  );
  return new RegExp(patterns.join("|"));
}
