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
  const steps = [
    `Test it: deno task test ${testPath(name)}`,
    `Show it, in a page of routes/: import ${name} from "../islands/${name}.tsx"`,
    `  <${name} name="text" label="Text" maxLength={200} />`,
  ];
  return `Next:\n${steps.map((step) => `  ${step}`).join("\n")}`;
}

function testPath(name: string): string {
  return `tests/islands/${name}_test.tsx`;
}

function islandCode(name: string): string {
  return `
/**
 * A text that says while it is typed how much of it there may still be.
 *
 * @module
 */
import { useState } from "preact/hooks";

/** What the server gives it: plain data. */
export interface ${name}Props {
  /** Name and id of the text. */
  name: string;
  label: string;
  /** The most characters of it. */
  maxLength: number;
}

/** Without script it is a plain text, which the server checks anyway. */
export default function ${name}({ name, label, maxLength }: ${name}Props) {
  const [left, setLeft] = useState<number>();
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <div class="box">
        <input
          id={name}
          name={name}
          type="text"
          maxLength={maxLength}
          aria-describedby={\`\${name}-left\`}
          onInput={({ currentTarget }) =>
            setLeft(maxLength - currentTarget.value.length)}
        />
      </div>
      <p class="hint" id={\`\${name}-left\`} role="status">
        {left !== undefined && \`\${left} more\`}
      </p>
    </div>
  );
}
`;
}

function testCode(name: string): string {
  return `
import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import ${name} from "../../islands/${name}.tsx";

Deno.test("without script it is a labelled text of bounded length, and says nothing", () => {
  const html = renderToString(
    <${name} name="text" label="Text" maxLength={20} />,
  );
  assert.match(html, /<label for="text">Text<\\/label>/);
  assert.match(html, /<input id="text" name="text" type="text" maxlength="20"/);
  assert.match(html, /role="status"><\\/p>/);
});
`;
}
