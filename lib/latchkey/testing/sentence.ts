/**
 * Finds messages in a text.
 *
 * @module
 */
import type { PluralForms } from "../i18n/messages.ts";

/**
 * Returns a pattern for a message, in any of its plural forms, with any text in place of its
 * `{placeholders}`.
 *
 * @example
 * ```ts
 * import { ENGLISH } from "@latchkey/core/i18n";
 * import { sentence } from "@latchkey/core/testing";
 *
 * const isBusy = sentence(ENGLISH.messages.wait.busy).test("…");
 * ```
 */
export function sentence(forms: string | PluralForms): RegExp {
  const written = typeof forms === "string" ? [forms] : Object.values(forms);
  const patterns = written.map((form) =>
    form.replace(/[.?*+^$()[\]|\\]/g, "\\$&").replace(/\{\w+\}/g, ".*")
  );
  return new RegExp(patterns.join("|"));
}
