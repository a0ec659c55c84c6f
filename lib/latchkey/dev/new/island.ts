/**
 * A new island: its name, its code, its test.
 *
 * @module
 */
import { join } from "node:path";
import { CommandFailure } from "../../cli/outcome.ts";
import type { NewFile } from "./write.ts";

/** The most characters of an island's name. */
const MAX_NAME_LENGTH = 40;

/**
 * Reads the name of an island.
 *
 * @throws {CommandFailure} when it can't be one.
 */
export function readIslandName(typed: string): string {
  if (/^[A-Z][A-Za-z\d]*$/.test(typed) && typed.length <= MAX_NAME_LENGTH) {
    return typed;
  }
  throw new CommandFailure(
    "usage",
    `${JSON.stringify(typed)} can't be the name of an island. Use up to ` +
      `${MAX_NAME_LENGTH} letters and digits, beginning with a capital letter: Counter.`,
  );
}

/**
 * Refuses a name that an island or a component has, in capitals or not: on some disks
 * `Count.tsx` and `count.tsx` are one file.
 *
 * @throws {CommandFailure} which names that file.
 */
export async function refuseTakenIsland(
  root: string,
  name: string,
): Promise<void> {
  const file = `${name}.tsx`;
  for (const folder of ["islands", "components"]) {
    for await (const { name: taken } of Deno.readDir(join(root, folder))) {
      if (taken.toLowerCase() !== file.toLowerCase()) continue;
      throw new CommandFailure(
        "exists",
        `${folder}/${taken} exists already. Choose another name.`,
      );
    }
  }
}

/** The island and its test. */
export function islandFiles(name: string): NewFile[] {
  return [
    { path: `islands/${name}.tsx`, text: islandCode(name) },
    { path: testPath(name), text: testCode(name) },
  ];
}

/** What to do next, for a person. */
export function islandAdvice(name: string): readonly string[] {
  return [
    `Import it in a page, in routes/index.tsx by: import ${name} from "../islands/${name}.tsx";`,
    `Put it on the page: <${name} label="Likes" />`,
    `Test it: deno task test ${testPath(name)}`,
    "More: docs/recipes/island.md",
  ];
}

function testPath(name: string): string {
  return `tests/islands/${name}_test.tsx`;
}

function islandCode(name: string): string {
  return `
import { useState } from "preact/hooks";

/** What the page passes to the island. It is sent to the browser as JSON. */
export interface ${name}Props {
  label: string;
}

/** Rendered on the server first, then runs in the browser. */
export default function ${name}({ label }: ${name}Props) {
  const [count, setCount] = useState(0);
  return (
    <button type="button" onClick={() => setCount(count + 1)}>
      {label}: {count}
    </button>
  );
}
`;
}

function testCode(name: string): string {
  return `
import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import ${name} from "../../islands/${name}.tsx";

Deno.test("${name} is a labelled button before its script runs", () => {
  const html = renderToString(<${name} label="Likes" />);
  assert.match(html, /^<button[^>]*>Likes: 0<\\/button>$/);
});
`;
}
