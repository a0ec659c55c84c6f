/**
 * The template and the package, read once for all tests of a file.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackage } from "./build/package.ts";
import { readTemplate } from "./build/template.ts";
import { type Answers, offerOf } from "./answers.ts";
import { createSite } from "./program.ts";
import type { Files } from "./site/files.ts";

/** The project's folder. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** The template, without `deno.lock`. */
export const TEMPLATE: Files = await readTemplate(ROOT);

/** What the answers change, and little else, so that tests write few files. */
const SMALL: Files = new Map(
  [...TEMPLATE].filter(([path]) =>
    /^(?:\.|README|docs\/proxy|lib\/(?:site|messages|latchkey\/i18n)|routes\/a|static\/(?:man|soc)|tests\/ad)/
      .test(path)
  ),
);

/** Answers with every language and feature. */
export const EVERYTHING: Answers = {
  name: "Book club",
  languages: [...offerOf(TEMPLATE).languages.keys()],
  features: offerOf(TEMPLATE).features,
};

/** Answers with as little as possible. */
export const NOTHING: Answers = {
  name: "Book club",
  languages: ["en"],
  features: [],
};

/** What the program did. */
export interface Outcome {
  readonly code: number;
  readonly printed: string;
  readonly errors: string;
}

/** Runs the program with a small template, without a terminal. */
export async function run(...args: readonly string[]): Promise<Outcome> {
  const [printed, errors]: string[][] = [[], []];
  const code = await createSite(args, {
    template: SMALL,
    version: "1.2.3",
    isInteractive: false,
    print: (text) => void printed.push(text),
    printError: (text) => void errors.push(text),
  });
  return { code, printed: printed.join(""), errors: errors.join("") };
}

/** A temporary folder, removed at the end. */
export async function temporaryFolder(): Promise<
  AsyncDisposable & { readonly path: string }
> {
  const path = await Deno.makeTempDir({ prefix: "create-latchkey-" });
  return {
    path,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

let installed: Promise<string> | undefined;

/** The path of the package's program, unpacked as npm does it, once for each process. */
export function installPackage(): Promise<string> {
  return installed ??= unpack();
}

async function unpack(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "create-latchkey-package-" });
  addEventListener(
    "unload",
    () => Deno.removeSync(folder, { recursive: true }),
  );
  const { files } = await buildPackage(ROOT);
  for (const [path, bytes] of files) {
    await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
    await Deno.writeFile(join(folder, path), bytes);
  }
  return join(folder, "create.js");
}
