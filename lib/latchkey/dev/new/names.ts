/**
 * Names in code and on pages, made of names in paths.
 *
 * @module
 */

/** `my-diary` as a heading: "My diary". */
export function sentenceCase(name: string): string {
  const words = name.replaceAll(/[^\w]+/g, " ").trim();
  return words[0].toUpperCase() + words.slice(1);
}

/** `my-diary` as a name in code: "MyDiary"; one can't begin with a digit. */
export function pascalCase(name: string): string {
  const joined = (name.match(/[A-Za-z\d]+/g) ?? [])
    .map((word) => word[0].toUpperCase() + word.slice(1)).join("");
  return /^\d/.test(joined) ? `N${joined}` : joined;
}
