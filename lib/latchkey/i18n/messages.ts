/**
 * What a language is, and what the library says in each.
 *
 * @module
 */
import type english from "./languages/en.ts";

/**
 * One sentence for each way a language counts, with `{count}` where the number stands:
 * the names are those of `Intl.PluralRules`.
 */
export type PluralForms =
  & { readonly [Rule in Exclude<Intl.LDMLPluralRule, "other">]?: string }
  & { readonly other: string };

/** What the library says, in one section for each of its parts: as English has them. */
export type Messages = Translation<typeof english["messages"]>;

/** The key of what may be wrong with a field of a form. */
export type Problem = keyof Messages["problems"];

/** What a form that is checked in the browser says, whatever it asks for. */
export type FormMessages = Omit<Messages["form"], "attention"> & {
  /** How many fields are wrong: for none, for one, and so on to all of them. */
  readonly attention: readonly string[];
  /** What may be wrong with its fields. */
  readonly problems: Partial<Messages["problems"]>;
};

/** A section of messages, in any language. */
export type Translation<Section> = {
  readonly [Key in keyof Section]: Section[Key] extends string ? string
    : Section[Key] extends PluralForms ? PluralForms
    : Translation<Section[Key]>;
};

/** The same, where messages may be missing. */
export type PartialTranslation<Section> = {
  readonly [Key in keyof Section]?: Section[Key] extends string | PluralForms
    ? Section[Key]
    : PartialTranslation<Section[Key]>;
};

/**
 * A language of a site.
 *
 * @typeParam Own What the site says beside the library's messages.
 */
export interface Language<Own = unknown> {
  /** Its tag (RFC 5646), as in the `lang` of a page: "en". */
  readonly code: string;
  /** The tag by which dates and numbers are written: "en-GB". */
  readonly locale: string;
  /** Which way it is written. */
  readonly direction: "ltr" | "rtl";
  /** What it calls itself. */
  readonly name: string;
  /** What is said in it. */
  readonly messages: Messages & Own;
}
