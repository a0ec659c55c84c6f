/**
 * A language's messages as a list, and pages compared with it.
 *
 * @module
 */
import { sentencesOf } from "@latchkey/core/testing";
import type { Language } from "../../lib/messages/language.ts";
import { english } from "../../lib/messages/en.ts";
import { site as SITE } from "../../lib/site.ts";

/**
 * A page's visible and spoken text, without elements that declare another
 * language.
 */
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
 * Text on a page that isn't in its language: English messages, any Latin word
 * on a page in another script, and unfilled `{placeholders}`.
 *
 * @param names User input and names, in any language.
 */
export function untranslated(
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

/**
 * Whether a page's text contains a message, in any plural form with any values.
 */
export function isShown(text: string, forms: readonly string[]): boolean {
  return forms.some((form) =>
    piecesOf(form).every((piece) => text.includes(piece))
  );
}

/** The text around a message's placeholders, except parts without letters. */
function piecesOf(sentence: string): string[] {
  return sentence.split(/\{\w+\}/).map((piece) => piece.trim())
    .filter((piece) => /\p{L}/u.test(piece));
}

const ENGLISH_PIECES = [...sentencesOf(english).values()].flat()
  .flatMap(piecesOf);

/** A language's messages without their placeholders. */
function ownText(language: Language): string[] {
  return [...sentencesOf(language).values()].flat()
    .map((sentence) => sentence.replaceAll(/\{\w+\}/g, " "));
}

/** Whether a text contains a piece as whole words. */
function holds(text: string, piece: string): boolean {
  const at = text.indexOf(piece);
  if (at < 0) return false;
  const around = new RegExp(
    `(?<!\\p{L})${RegExp.escape(piece)}(?!\\p{L})`,
    "u",
  );
  return around.test(text);
}
