/**
 * From a draft to HTML, and from there to text.
 *
 * @module
 */
import { htmlToText } from "html-to-text";
import { renderToString } from "preact-render-to-string";
import type { Language } from "../i18n/words.ts";
import type { Services } from "../services.ts";
import { type Draft, originOf } from "./mail_context.ts";
import { Mail } from "./parts.tsx";

/** The message as a document of its own; whatever people typed is escaped by the renderer. */
export function asHtml(
  { subject, language, body }: Draft,
  { site, settings }: Pick<Services, "site" | "settings">,
): string {
  const document = (
    <Mail
      subject={subject}
      language={language}
      siteName={site.name}
      origin={originOf(settings)}
    >
      {body}
    </Mail>
  );
  return `<!doctype html>${renderToString(document)}`;
}

/**
 * The same as text, 72 characters wide. The heading says what the subject says, and the
 * last line whose mail it is.
 */
export function asText(
  html: string,
  { direction }: Pick<Language, "direction">,
): string {
  return htmlToText(html, {
    wordwrap: 72,
    formatters: { action, isolated },
    selectors: [
      { selector: "h1", format: "skip" },
      { selector: ".mark", format: "skip" },
      { selector: "a", options: { hideLinkHrefIfSameAsText: true } },
      { selector: "a.action", format: "action" },
      ...direction === "rtl" ? [{ selector: "bdi", format: "isolated" }] : [],
    ],
  }) + "\n";
}

/** What html-to-text, which has no types of its own, hands to a formatter. */
interface TextBuilder {
  addInline(text: string, options?: { readonly noWordTransform: true }): void;
  addLineBreak(): void;
}

interface Element {
  readonly children: readonly unknown[];
  readonly attribs: Readonly<Record<string, string>>;
}

/** "Set a new password:" and beneath it the address, whole and alone: so programs make it a link. */
function action(
  { children, attribs }: Element,
  walk: (children: readonly unknown[], builder: TextBuilder) => void,
  builder: TextBuilder,
) {
  walk(children, builder);
  builder.addInline(":");
  builder.addLineBreak();
  builder.addInline(attribs.href, { noWordTransform: true });
}

/**
 * Between the marks that Unicode has for what a `bdi` is (UAX #9, FSI, LRI and PDI):
 * among words that run from right to left, "192.0.2.x" and "123 456" would stand
 * the wrong way around.
 */
function isolated(
  { children, attribs }: Element,
  walk: (children: readonly unknown[], builder: TextBuilder) => void,
  builder: TextBuilder,
) {
  builder.addInline(attribs.dir === "ltr" ? "\u2066" : "\u2068");
  walk(children, builder);
  builder.addInline("\u2069");
}
