/**
 * The shape of a language: every word that people see.
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

/** All words, in one section for each page or part: as English has them. */
export type Words = AnyWords<typeof english["words"]>;

/** The key of what may be wrong with a field of a form. */
export type Problem = keyof Words["problems"];

/** What a form that is checked in the browser says, whatever it asks for. */
export type FormWords = Omit<Words["form"], "attention"> & {
  /** How many fields are wrong: for none, for one, and so on to all of them. */
  readonly attention: readonly string[];
  /** What may be wrong with its fields. */
  readonly problems: Partial<Words["problems"]>;
};

/** A section, or a part of one, in any language. */
type AnyWords<Section> = {
  readonly [Key in keyof Section]: Section[Key] extends string ? string
    : Section[Key] extends PluralForms ? PluralForms
    : AnyWords<Section[Key]>;
};

/** A language that the site speaks. */
export interface Language {
  /** Its tag (RFC 5646), as in the `lang` of a page: "en". */
  readonly code: string;
  /** The tag by which dates and numbers are written: "en-GB". */
  readonly locale: string;
  /** Which way it is written. */
  readonly direction: "ltr" | "rtl";
  /** What it calls itself. */
  readonly name: string;
  readonly words: Words;
}
