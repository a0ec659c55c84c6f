/**
 * The README of a new site.
 *
 * @module
 */
import type { Answers } from "../answers.ts";
import { type Files, textOf, writeText } from "./files.ts";

/** Sentences that only sites with a feature need, between `<!-- name -->` and `<!-- /name -->`. */
const PART = /<!-- (\w+) -->\n\n([^]*?)<!-- \/\1 -->\n\n/g;

/** Puts the name into the README and removes what is about features that the site lacks. */
export function putReadme(
  files: Files,
  { name, features }: Pick<Answers, "name" | "features">,
): void {
  const text = textOf(files, "README.md")
    .replaceAll(
      PART,
      (_, feature: string, part: string) =>
        features.includes(feature) ? part : "",
    )
    .replace("{name}", () => markdown(name));
  writeText(files, "README.md", text);
}

/** Text without a meaning in Markdown. */
function markdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]#~]/g, (sign) => `\\${sign}`);
}
