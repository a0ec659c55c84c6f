/**
 * What a new page is called, and where it lies.
 *
 * @module
 */
import {
  type Address,
  fileAddress,
  fileName,
  type Segment,
} from "./address.ts";

/** What kind of page is wished for. */
export interface PageWish {
  readonly address: Address;
  /** Whether only people who are signed in may see it. */
  readonly guarded: boolean;
  /** Whether it has a form. */
  readonly form: boolean;
}

/** What a page's code is put together from. */
export interface PageNames {
  /** What its first heading says where there are no parameters: "My diary". */
  readonly title: string;
  /** The same in code, with the parameters' values: `"Blog: {params.slug}"`. */
  readonly heading: string;
  /** What its function is called. */
  readonly component: string;
  /** From its file to the project's folder: `"../.."`. */
  readonly root: string;
  /** What defines it: `"define"`, or `"signedIn"` behind the guard. */
  readonly define: string;
}

/** Where a page lies: behind the guard of the house, or beside it. */
export function pagePath({ address, guarded }: PageWish): string {
  const room = guarded ? "routes/(signed-in)" : "routes";
  return `${room}${fileAddress(address)}.tsx`;
}

/** Where the test of a page may lie, the best place first: tests of the house have some of these names. */
export function testPaths({ address }: PageWish): readonly string[] {
  const name = address.map(fileName).join("_").replaceAll(/[^\w]+/g, "_")
    .replaceAll(/^_+|_+$/g, "").replaceAll(/_+/g, "_").toLowerCase();
  return [
    `tests/routes/${name}_test.ts`,
    `tests/routes/${name}_page_test.ts`,
  ];
}

/** What a page is called, here and there. */
export function pageNames(wish: PageWish): PageNames {
  const { address, guarded } = wish;
  const parameters = parametersOf(address);
  const words = address.filter(({ kind }) => kind === "word");
  const title = sentenceCase(fileName(words.at(-1) ?? address[0]));
  const values = parameters.map((name) => `{params.${name}}`).join(", ");
  const folders = pagePath(wish).split("/").length - 1;
  return {
    title,
    heading: values ? `${title}: ${values}` : title,
    component: `${
      address.map((one) => pascalCase(fileName(one))).join("")
    }Page`,
    root: Array(folders).fill("..").join("/"),
    define: guarded ? "signedIn" : "define",
  };
}

/** The names of an address's parameters. */
export function parametersOf(address: readonly Segment[]): string[] {
  return address.flatMap((one) => one.kind === "word" ? [] : one.name);
}

/** The `Title` of a page, in code. */
export function titleCode({ heading }: PageNames): string {
  const title = heading.includes("{")
    ? `{\`${heading.replaceAll("{", "${")}\`}`
    : heading;
  return `<Title>${title}</Title>`;
}

/** `my-diary` as a heading: "My diary". */
function sentenceCase(name: string): string {
  const words = name.replaceAll(/[^\w]+/g, " ").trim();
  return words[0].toUpperCase() + words.slice(1);
}

/** `my-diary` as a name in code: "MyDiary"; one cannot begin with a digit. */
function pascalCase(name: string): string {
  const words = name.split(/[^A-Za-z\d]+/).filter(Boolean);
  const joined = words.map((word) => word[0].toUpperCase() + word.slice(1))
    .join("");
  return /^\d/.test(joined) ? `N${joined}` : joined;
}
