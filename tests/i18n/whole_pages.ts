/**
 * Whether pages are in one language from top to bottom.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Language } from "../../lib/messages/language.ts";
import { sentencesOf } from "@latchkey/core/testing";
import { isShown, leftOver, visibleText } from "./sentences.ts";

/** What is looked at, and what need not be in the language. */
interface WholePages {
  /** Their HTML. */
  readonly pages: AsyncIterable<string>;
  /** Sections of the words that these pages show, all of them. */
  readonly sections: readonly string[];
  /** Sentences of these sections that only pages of a removed feature show. */
  readonly removed?: readonly string[];
  /** Names and addresses that stand on a page as somebody typed them. */
  readonly typedIn: (html: string) => readonly string[];
}

/** Fails on a page that is not in the language, on words of another in it, and on a sentence of the sections that no page shows. */
export async function assertWhole(
  language: Language,
  { pages, sections, removed = [], typedIn }: WholePages,
): Promise<void> {
  const { code, direction } = language;
  const texts: string[] = [];
  for await (const html of pages) {
    assert.match(html, new RegExp(`<html lang="${code}" dir="${direction}"`));
    const text = visibleText(html);
    assert.deepEqual(leftOver(text, language, typedIn(html)), [], text);
    texts.push(text);
  }
  const unused = [...sentencesOf(language)].filter(([path, forms]) =>
    sections.some((section) => path.startsWith(`.${section}.`)) &&
    !removed.includes(path) &&
    // A button says so only while its form is on the way.
    !path.endsWith(".sending") &&
    !texts.some((text) => isShown(text, forms))
  );
  assert.deepEqual(unused, []);
}
