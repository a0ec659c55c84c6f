/**
 * Whether pages are in one language throughout.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Language } from "../../lib/messages/language.ts";
import { sentencesOf } from "@latchkey/core/testing";
import { isShown, untranslated, visibleText } from "./sentences.ts";

/** What is checked, and what may be in any language. */
interface WholePages {
  /** Their HTML. */
  readonly pages: AsyncIterable<string>;
  /** Sections of messages that these pages use completely. */
  readonly sections: readonly string[];
  /** Messages in these sections used only by pages of a removed feature. */
  readonly removed?: readonly string[];
  /** Names and addresses typed by users. */
  readonly typedIn: (html: string) => readonly string[];
}

/**
 * Fails on a page that isn't in the language, on text of another language, and
 * on a message of the sections that no page shows.
 */
export async function assertWhole(
  language: Language,
  { pages, sections, removed = [], typedIn }: WholePages,
): Promise<void> {
  const { code, direction } = language;
  const texts: string[] = [];
  for await (const html of pages) {
    assert.match(html, new RegExp(`<html lang="${code}" dir="${direction}"`));
    const text = visibleText(html);
    assert.deepEqual(untranslated(text, language, typedIn(html)), [], text);
    texts.push(text);
  }
  const unused = [...sentencesOf(language)].filter(([path, forms]) =>
    sections.some((section) => path.startsWith(`.${section}.`)) &&
    !removed.includes(path) &&
    // Shown on a button only while its form is being submitted.
    !path.endsWith(".sending") &&
    !texts.some((text) => isShown(text, forms))
  );
  assert.deepEqual(unused, []);
}
