/**
 * The words of a language as a list, and pages held against it.
 *
 * @module
 */
import { sentencesOf } from "@latchkey/core/testing";
import type { Language } from "../../lib/messages/language.ts";
import { english } from "../../lib/messages/en.ts";
import { site as SITE } from "../../lib/site.ts";

/** What a page shows or says aloud; elements that say which language they are in are left out. */
export function visibleText(html: string): string {
  const spoken = html.matchAll(
    /(?:aria-label|alt|title|placeholder|(?:name="description"|property="og:(?:title|description)") content)="([^"]*)"/g,
  );
  const shown = html
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, " ")
    .replaceAll(/<(\w+)[^>]* lang="[^"]*"[^>]*>[^<]*<\/\1>/g, " ")
    .replaceAll(/<[^>]*>/g, " ");
  return [shown, ...[...spoken].map(([, text]) => text)].join(" ")
    .replaceAll(/&(lt|gt|quot|#39|amp);/g, (_, name) => ENTITIES[name])
    .replaceAll(/\s+/g, " ");
}

const ENTITIES: Record<string, string> = {
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  amp: "&",
};

/**
 * What in a page's text is not in its language: English of the words file, on a page that is
 * not written in Latin letters any Latin word, and `{holes}` that nothing was put into.
 *
 * @param names What people typed or are called, in whatever language.
 */
export function leftOver(
  text: string,
  language: Language,
  names: readonly string[],
): string[] {
  const rest = names.reduce(
    (text, name) => text.replaceAll(new RegExp(RegExp.escape(name), "gi"), " "),
    text,
  );
  const foreign = ENGLISH_PIECES.filter((piece) =>
    holds(rest, piece) && !ownText(language).some((own) => holds(own, piece))
  );
  const latin = language.direction === "ltr"
    ? []
    : rest.match(/[a-z]+/gi) ?? [];
  const unknown = latin.filter((word) =>
    !SITE.name.includes(word) &&
    !ownText(language).some((own) => holds(own, word))
  );
  return [...rest.match(/\{\w*\}/g) ?? [], ...foreign, ...unknown];
}

/** Whether a page's text has a sentence, in any of its forms and with anything in its holes. */
export function isShown(text: string, forms: readonly string[]): boolean {
  return forms.some((form) =>
    piecesOf(form).every((piece) => text.includes(piece))
  );
}

/** What stands around the holes of a sentence: nothing that is without a letter. */
function piecesOf(sentence: string): string[] {
  return sentence.split(/\{\w+\}/).map((piece) => piece.trim())
    .filter((piece) => /\p{L}/u.test(piece));
}

const ENGLISH_PIECES = [...sentencesOf(english).values()].flat()
  .flatMap(piecesOf);

/** The sentences of a language without their holes. */
function ownText(language: Language): string[] {
  return [...sentencesOf(language).values()].flat()
    .map((sentence) => sentence.replaceAll(/\{\w+\}/g, " "));
}

/** Whether a text has a piece in it as words of their own. */
function holds(text: string, piece: string): boolean {
  const at = text.indexOf(piece);
  if (at < 0) return false;
  const around = new RegExp(
    `(?<!\\p{L})${RegExp.escape(piece)}(?!\\p{L})`,
    "u",
  );
  return around.test(text);
}
