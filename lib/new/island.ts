/**
 * A new island: its name, its code, its test.
 *
 * @module
 */
import { join } from "node:path";
import { CommandFailure } from "../cli/outcome.ts";
import type { NewFile } from "./write.ts";

/** The most characters of an island's name. */
const MAX_NAME_LENGTH = 40;

/**
 * Takes the name of an island.
 *
 * @throws {CommandFailure} when it cannot be one.
 */
export function readIslandName(typed: string): string {
  if (/^[A-Z][A-Za-z\d]*$/.test(typed) && typed.length <= MAX_NAME_LENGTH) {
    return typed;
  }
  throw new CommandFailure(
    "usage",
    `${
      JSON.stringify(typed)
    } cannot be the name of an island. It is of at most ` +
      `${MAX_NAME_LENGTH} letters and digits and begins with a capital: LetterCount.`,
  );
}

/**
 * Refuses a name that an island or a component has, however it is spelt: on some disks
 * `Count.tsx` and `count.tsx` are one file.
 *
 * @throws {CommandFailure} then.
 */
export async function refuseTakenIsland(
  root: string,
  name: string,
): Promise<void> {
  const file = `${name}.tsx`;
  for (const room of ["islands", "components"]) {
    for await (const { name: taken } of Deno.readDir(join(root, room))) {
      if (taken.toLowerCase() !== file.toLowerCase()) continue;
      throw new CommandFailure(
        "exists",
        `${room}/${taken} has that name already. Choose another one.`,
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
export function islandAdvice(name: string): string {
  const shown = `<${name} name="text" label="Text" left="{count} more"`;
  const steps = [
    `Test it: deno task test ${testPath(name)}`,
    `Show it, in a page of routes/: import ${name} from "../islands/${name}.tsx"`,
    `  ${shown} maxLength={200} />`,
    `Or in place of the Field of a page with a form:`,
    `  ${shown} maxLength={MAX_LENGTH} startValue={data.text} problem={data.problem} />`,
    "More: docs/recipes/island.md",
  ];
  return `Next:\n${steps.map((step) => `  ${step}`).join("\n")}`;
}

function testPath(name: string): string {
  return `tests/islands/${name}_test.tsx`;
}

function islandCode(name: string): string {
  return `
/**
 * A text that says how much of it there may still be.
 *
 * @module
 */
import { useEffect, useState } from "preact/hooks";
import { Field } from "../components/Field.tsx";
import { say } from "../lib/i18n/say.ts";

/** What the server gives it: plain data. */
export interface ${name}Props {
  /** Name and id of the text. */
  name: string;
  label: string;
  /** How much is left, in words: \`{count}\` becomes the number. */
  left: string;
  /** The most characters of the text. */
  maxLength: number;
  /** What was typed before, where the page comes back with it. */
  startValue?: string;
  /** What is wrong with that, in words. */
  problem?: string;
}

/** How long nobody types before it speaks, in milliseconds: at each key it would talk over the keys. */
const PAUSE_MS = 800;

/** Without script it is a plain text, which the server checks anyway. */
export default function ${name}(
  { left, maxLength, ...field }: ${name}Props,
) {
  const [length, setLength] = useState<number>();
  const [told, setTold] = useState<number>();
  useEffect(() => {
    const timer = setTimeout(() => setTold(length), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [length]);
  return (
    <Field
      {...field}
      type="text"
      autocomplete="off"
      input={{ autocapitalize: "sentences", maxLength }}
      hint={told === undefined ? "" : say(left, { count: maxLength - told })}
      onInput={({ currentTarget }) => setLength(currentTarget.value.length)}
    />
  );
}
`;
}

function testCode(name: string): string {
  return `
import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import ${name} from "../../islands/${name}.tsx";

const given = { name: "text", label: "Text", left: "{count} more", maxLength: 20 };

Deno.test("without script it is a labelled text of bounded length, and says nothing", () => {
  const html = renderToString(<${name} {...given} />);
  assert.match(html, /<label for="text">Text<\\/label>/);
  assert.match(html, /<input id="text" name="text" type="text"[^>]* maxlength="20"/);
  assert.match(html, /role="status"><\\/p>/);
  assert.doesNotMatch(html, /more/);
});

Deno.test("what was typed is still in it, with what is wrong beside it", () => {
  const html = renderToString(
    <${name} {...given} startValue="Hm" problem="Say more." />,
  );
  assert.match(html, /value="Hm" aria-invalid="true" aria-describedby="text-problem"/);
  assert.match(html, /id="text-problem">Say more\\.<\\/p>/);
});
`;
}
