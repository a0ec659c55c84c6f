/**
 * The types of languages and messages.
 *
 * @module
 */
import type english from "./languages/en.ts";

/**
 * A message per plural category of `Intl.PluralRules`, with `{count}` in place of the number.
 */
export type PluralForms =
  & { readonly [Rule in Exclude<Intl.LDMLPluralRule, "other">]?: string }
  & { readonly other: string };

/** The library's messages, in the structure of the English ones. */
export type Messages = Translation<typeof english["messages"]>;

/**
 * The key of a problem with a form's field.
 *
 * @example
 * ```ts
 * import { ENGLISH, type Problem, problemMessage } from "@latchkey/core/i18n";
 *
 * const sentenceOf = (problem: Problem) => problemMessage(ENGLISH.messages, problem);
 * ```
 */
export type Problem = keyof Messages["problems"];

/**
 * The messages of a form that is checked in the browser. Create them with {@linkcode
 * formMessages}.
 *
 * @example
 * ```ts
 * import type { FormMessages } from "@latchkey/core/i18n";
 *
 * const summaryOf = ({ attention }: FormMessages, wrong: number) => attention[wrong];
 * ```
 */
export type FormMessages = Omit<Messages["form"], "attention"> & {
  /** The summary by the number of invalid fields, starting with none. */
  readonly attention: readonly string[];
  /** The sentences of the form's problems. */
  readonly problems: Partial<Messages["problems"]>;
};

/**
 * The type of a section of messages in another language: the same keys, any text.
 *
 * @example
 * ```ts
 * import type { Translation } from "@latchkey/core/i18n";
 *
 * const english = { home: { title: "Home" } };
 * const german: Translation<typeof english> = { home: { title: "Startseite" } };
 * ```
 */
export type Translation<Section> = {
  readonly [Key in keyof Section]: Section[Key] extends string ? string
    : Section[Key] extends PluralForms ? PluralForms
    : Translation<Section[Key]>;
};

/** A translation that may be incomplete. */
export type PartialTranslation<Section> = {
  readonly [Key in keyof Section]?: Section[Key] extends string | PluralForms
    ? Section[Key]
    : PartialTranslation<Section[Key]>;
};

/**
 * A language of a site.
 *
 * @typeParam Own The site's messages beside the library's.
 */
export interface Language<Own = unknown> {
  /** The language tag (RFC 5646) for the `lang` attribute: "en". */
  readonly code: string;
  /** The tag for formatting dates and numbers: "en-GB". */
  readonly locale: string;
  /** The direction of its script. */
  readonly direction: "ltr" | "rtl";
  /** Its name in the language itself. */
  readonly name: string;
  readonly messages: Messages & Own;
}
