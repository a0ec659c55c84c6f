/**
 * The languages of the site: each file of `languages/` is one.
 *
 * @module
 */
import english from "./languages/en.ts";
import type { Language } from "./words.ts";

const FOLDER = new URL("./languages/", import.meta.url);

/** English, which stands where nobody asked for another. */
export const ENGLISH: Language = english;

/** All languages, by their tags, English first. */
export const languages: ReadonlyMap<string, Language> = new Map(
  [ENGLISH, ...await readOthers()].map((language) => [language.code, language]),
);

/** The language a tag names; undefined when the site does not speak it. */
export function languageOf(
  code: string | null | undefined,
): Language | undefined {
  return languages.get(code ?? "");
}

async function readOthers(): Promise<Language[]> {
  const files = [...Deno.readDirSync(FOLDER)]
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".ts") && name !== "en.ts")
    .sort();
  const modules = await Promise.all(
    files.map((name) => import(new URL(name, FOLDER).href)),
  );
  return modules.map((module): Language => module.default);
}
