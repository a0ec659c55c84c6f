/**
 * Checks the messages of a language.
 *
 * @module
 */
import { deepStrictEqual, equal, ok } from "node:assert/strict";
import type { Language } from "../i18n/messages.ts";

/**
 * All messages of a language by path. The forms of a plural are under one path.
 *
 * @returns Messages such as `".login.title"` → `["Login"]`.
 *
 * @example
 * ```ts
 * import { ENGLISH } from "@latchkey/core/i18n";
 * import { sentencesOf } from "@latchkey/core/testing";
 *
 * for (const [path, forms] of sentencesOf(ENGLISH)) console.log(path, forms[0]);
 * ```
 */
export function sentencesOf({ messages }: Language): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const walk = (part: unknown, path: string) => {
    if (typeof part === "string") return void found.set(path, [part]);
    const entries = Object.entries(part as Record<string, unknown>);
    const { other } = part as { other?: unknown };
    if (typeof other === "string") {
      return void found.set(path, entries.map(([, form]) => `${form}`));
    }
    for (const [name, inner] of entries) walk(inner, `${path}.${name}`);
  };
  walk(messages, "");
  return found;
}

const placeholdersIn = (sentence: string): string[] =>
  sentence.match(/\{\w*\}/g)?.sort() ?? [];

/**
 * Registers a test that compares the messages of a language with English: the same keys and
 * placeholders, no empty message, no surrounding spaces, and known locales.
 *
 * @example
 * ```ts
 * import { ENGLISH, GERMAN } from "@latchkey/core/i18n";
 * import { testWellFormed } from "@latchkey/core/testing";
 *
 * testWellFormed(GERMAN, ENGLISH);
 * ```
 */
export function testWellFormed(language: Language, english: Language): void {
  Deno.test(`the messages of ${language.name}`, async (t) => {
    const sentences = sentencesOf(language);
    const model = sentencesOf(english);

    await t.step("has the same keys as English", () => {
      deepStrictEqual([...sentences.keys()].sort(), [...model.keys()].sort());
    });

    await t.step(
      "uses exactly the placeholders of the English message",
      () => {
        for (const [path, forms] of sentences) {
          const wanted = placeholdersIn(model.get(path)!.at(-1)!);
          for (const form of forms) {
            const placeholders = placeholdersIn(form);
            // A form such as "One minute" may leave out the number.
            const isShort = forms.length > 1 &&
              !placeholders.includes("{count}");
            const rest = wanted.filter((placeholder) =>
              !isShort || placeholder !== "{count}"
            );
            deepStrictEqual(
              placeholders,
              rest,
              `${language.code}${path}: ${form}`,
            );
          }
        }
      },
    );

    await t.step("has no empty messages and no surrounding spaces", () => {
      for (const [path, forms] of sentences) {
        for (const form of forms) {
          ok(form !== "" && form === form.trim(), `${language.code}${path}`);
        }
      }
    });

    await t.step("uses locales that the platform supports", () => {
      const { code, locale } = language;
      const known = Intl.DateTimeFormat.supportedLocalesOf([code, locale]);
      equal(known.length, new Set([code, locale]).size);
    });
  });
}
