/**
 * What the questions are about: the name, the languages and the features of a site.
 *
 * @module
 */
import { removableFeatures, SITE } from "./site/features.ts";
import { type Files, textOf } from "./site/files.ts";

/** The answers, as `.latchkey.json` has them. */
export interface Answers {
  /** Shown on pages and in emails, such as `My site`. */
  readonly name: string;
  /** Codes such as `en`, the default language first. */
  readonly languages: readonly string[];
  /** Names of features as in `lib/site.ts`, such as `passkeys`, in the order of the list there. */
  readonly features: readonly string[];
}

/** What a template offers. */
export interface Offer {
  /** The languages, by code. English is the first. */
  readonly languages: ReadonlyMap<string, OfferedLanguage>;
  /** The features, in the order of `lib/site.ts`. */
  readonly features: readonly string[];
}

/** A language of a template. */
export interface OfferedLanguage {
  /** Its constant in `lib/messages/`, such as `german`. */
  readonly constant: string;
  /** What it calls itself, such as `Deutsch`. */
  readonly name: string;
}

/** Thrown for an answer that can't be used. The message says what to change. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
}

/** The most characters of a site's name. */
const MAX_NAME_LENGTH = 60;

/** The code of the language whose messages define the types of all others. */
export const ENGLISH = "en";

/**
 * Why a site can't have a name; undefined if it can. The name is the sender of emails: see
 * `name` in `lib/site.ts`.
 */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === "") {
    return "The name is empty. Enter one, such as My site.";
  }
  if (/["<>@]/.test(name)) {
    return 'The name contains ", <, > or @. Leave them out: it is also the sender of emails.';
  }
  if (/\p{C}|\p{Zl}|\p{Zp}/u.test(name)) {
    return "The name contains a line break or an invisible character. Leave it out.";
  }
  if ([...name].length > MAX_NAME_LENGTH) {
    return `The name is longer than ${MAX_NAME_LENGTH} characters. Shorten it.`;
  }
  return name === name.trim()
    ? undefined
    : "The name begins or ends with a space. Leave it out.";
}

/** What the site of a folder is called by default: `My site` for `my-site`. */
export function nameFor(folder: string): string {
  const words = folder.replaceAll(/[-_.\s]+/g, " ").trim();
  const [first = "", ...rest] = [...words];
  const name = first.toLocaleUpperCase("en") + rest.join("");
  return nameProblem(name) === undefined ? name : "My site";
}

/** The languages and features of a template. */
export function offerOf(template: Files): Offer {
  const site = textOf(template, SITE);
  const [, list = ""] = /^ {2}features: \[([^\]]*)\]/m.exec(site) ?? [];
  const removable = removableFeatures(site);
  return {
    languages: languagesOf(template),
    features: list.split(",").map((name) => name.trim())
      .filter((name) => removable.has(name)),
  };
}

function languagesOf(template: Files): Offer["languages"] {
  const languages = new Map<string, OfferedLanguage>();
  for (const path of template.keys()) {
    const [, code] = /^lib\/messages\/([\w-]+)\.ts$/.exec(path) ?? [];
    if (code === undefined) continue;
    const [, constant] = /^export const (\w+) = defineLanguage/m
      .exec(textOf(template, path)) ?? [];
    if (constant === undefined) continue;
    const library = textOf(template, `lib/latchkey/i18n/languages/${code}.ts`);
    const [, name = code] = /^ {2}name: "([^"]+)"/m.exec(library) ?? [];
    languages.set(code, { constant, name });
  }
  const sorted = [...languages].sort(([one], [other]) =>
    Number(other === ENGLISH) - Number(one === ENGLISH) ||
    (one < other ? -1 : 1)
  );
  return new Map(sorted);
}

/**
 * The languages that a list such as `de,en` names.
 *
 * @throws {AnswerError}
 */
export function readLanguages(list: string, { languages }: Offer): string[] {
  const codes = wordsIn(list).map((word) => word.toLowerCase());
  const known = [...languages.keys()];
  const unknown = codes.find((code) => !languages.has(code));
  if (unknown !== undefined) {
    throw new AnswerError(
      `There is no language ${JSON.stringify(unknown)}. Use ${
        known.join(", ")
      }. docs/recipes/another-language.md adds others.`,
    );
  }
  if (codes.length === 0) {
    throw new AnswerError(
      `A site has at least one language. Use ${known.join(", ")}.`,
    );
  }
  return [...new Set(codes)];
}

/**
 * The features that a list such as `admin,passkeys` names, also in another spelling such as
 * `login-link`; `all` and `none` are words for themselves.
 *
 * @throws {AnswerError}
 */
export function readFeatures(list: string, { features }: Offer): string[] {
  const words = wordsIn(list);
  const [first, ...others] = words.map(plain);
  if (others.length === 0) {
    if (first === "all") return [...features];
    if (first === undefined || first === "none") return [];
  }
  const unknown = words
    .find((word) => !features.some((name) => plain(name) === plain(word)));
  if (unknown !== undefined) {
    throw new AnswerError(
      `There is no feature ${
        JSON.stringify(unknown)
      }. Use all, none or some of ${features.join(", ")}.`,
    );
  }
  const wanted = new Set(words.map(plain));
  return features.filter((name) => wanted.has(plain(name)));
}

function wordsIn(list: string): string[] {
  return list.split(",").map((word) => word.trim()).filter((word) =>
    word !== ""
  );
}

/** A feature's name in a form that all its spellings share. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, "");
}
