/**
 * Makes a site of the template and the answers. The same template and answers give the same
 * bytes, which `deno task upgrade` relies on.
 *
 * @module
 */
import { type Answers, offerOf } from "../answers.ts";
import { removeFeatures } from "./features.ts";
import { type Files, writeText } from "./files.ts";
import { putLanguages } from "./languages.ts";
import { putName } from "./name.ts";
import { putReadme } from "./readme.ts";

/** The file with the answers and the version, from which an upgrade starts. */
export const ANSWERS_FILE = ".latchkey.json";

/**
 * The files of a new site.
 *
 * @param template As {@linkcode "../template.ts"} reads it. It stays unchanged.
 * @param version The version of Latchkey, such as `0.1.0`.
 */
export function composeSite(
  template: Files,
  answers: Answers,
  version: string,
): Files {
  const files: Files = new Map(template);
  const offer = offerOf(files);
  const constants = new Map(
    [...offer.languages].map(([code, { constant }]) => [code, constant]),
  );
  removeFeatures(
    files,
    offer.features.filter((name) => !answers.features.includes(name)),
  );
  putLanguages(files, answers.languages, constants);
  putName(files, answers.name);
  putReadme(files, answers);
  const { name, languages, features } = answers;
  const kept = { version, name, languages, features };
  writeText(files, ANSWERS_FILE, `${JSON.stringify(kept, null, 2)}\n`);
  return files;
}
