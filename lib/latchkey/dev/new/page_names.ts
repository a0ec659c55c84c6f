/**
 * The names that a new page's code is made of.
 *
 * @module
 */
import { type Address, fileName, parametersOf } from "./address.ts";
import type { Place } from "./guards.ts";

/** The page to be written. */
export interface PageWish {
  readonly address: Address;
  readonly place: Place;
  /** Whether it has a form. */
  readonly form: boolean;
}

/** What a page's code is made of. */
export interface PageNames {
  /** Its heading, without the values of parameters: "My diary". */
  readonly title: string;
  /** The same in code, with the parameters' values: `"Blog: {params.slug}"`. */
  readonly heading: string;
  /** The name of its function. */
  readonly component: string;
  /** From its file to the project's folder: `"../.."`. */
  readonly root: string;
  /** What defines it: `"define"`, or `"signedIn"` behind a guard. */
  readonly define: string;
}

/** The names of a page. */
export function pageNames({ address, place }: PageWish): PageNames {
  const words = address.filter(({ kind }) => kind === "word");
  const title = sentenceCase(fileName(words.at(-1) ?? address[0]));
  const values = [...parametersOf(address).keys()]
    .map((name) => `{params.${name}}`).join(", ");
  return {
    title,
    heading: values ? `${title}: ${values}` : title,
    component: `${
      address.map((one) => pascalCase(fileName(one))).join("")
    }Page`,
    root: rootFrom(place),
    define: place.guarded ? "signedIn" : "define",
  };
}

/** From a file to the project's folder. */
export function rootFrom({ file }: Place): string {
  return file.split("/").slice(1).map(() => "..").join("/");
}

/**
 * Where a test may go, the best place first: the project's own tests have some of the
 * names.
 *
 * @param suffix What tells this test from others of the same name: `page`.
 */
export function testPaths(address: Address, suffix: string): readonly string[] {
  const name = address.map(fileName).join("_").replaceAll(/[^\w]+/g, "_")
    .replaceAll(/^_+|_+$/g, "").replaceAll(/_+/g, "_").toLowerCase();
  return [
    `tests/routes/${name}_test.ts`,
    `tests/routes/${name}_${suffix}_test.ts`,
  ];
}

/** The `Title` of a page, in code; `failed` is that of a page with a form. */
export function titleCode({ heading }: PageNames, failed?: string): string {
  const title = heading.includes("{")
    ? `{\`${heading.replaceAll("{", "${")}\`}`
    : heading;
  return failed === undefined
    ? `<Title>${title}</Title>`
    : `<Title failed={${failed}}>${title}</Title>`;
}

/** `my-diary` as a heading: "My diary". */
function sentenceCase(name: string): string {
  const words = name.replaceAll(/[^\w]+/g, " ").trim();
  return words[0].toUpperCase() + words.slice(1);
}

/** `my-diary` as a name in code: "MyDiary"; one can't begin with a digit. */
function pascalCase(name: string): string {
  const words = name.split(/[^A-Za-z\d]+/).filter(Boolean);
  const joined = words.map((word) => word[0].toUpperCase() + word.slice(1))
    .join("");
  return /^\d/.test(joined) ? `N${joined}` : joined;
}
