/**
 * Recipes: does what `docs/recipes/` tells its readers to do.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { ProjectCopy } from "./project_copy.ts";

/** A code block in a recipe. */
export interface Block {
  /** Its language: `ts`, `diff`, `sh`. */
  readonly language: string;
  /**
   * The last file named in the paragraph before it; undefined when it names
   * none.
   */
  readonly path: string | undefined;
  readonly text: string;
}

/** A recipe as written. */
export interface Recipe {
  /** Its file below `docs/recipes/`, without `.md`. */
  readonly name: string;
  readonly blocks: readonly Block[];
}

const FOLDER = "docs/recipes";

/** The names of all recipes, in the order of the folder's README. */
export async function recipeNames(): Promise<string[]> {
  const list = await Deno.readTextFile(`${FOLDER}/README.md`);
  const names = [...list.matchAll(/\]\(([\w-]+)\.md\)/g)].map(([, name]) =>
    name
  );
  const files = await Array.fromAsync(Deno.readDir(FOLDER), ({ name }) => name);
  assert.deepEqual(
    ["README", ...names].map((name) => `${name}.md`).toSorted(),
    files.toSorted(),
  );
  return names;
}

/** Reads a recipe. */
export async function readRecipe(name: string): Promise<Recipe> {
  const text = await Deno.readTextFile(`${FOLDER}/${name}.md`);
  return { name, blocks: blocksOf(text) };
}

/** The blocks of a Markdown text, each with the paragraph before it. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  const fences = /(?:^|\n)((?:[^\n]+\n)*)\n*```(\w+)\n(.*?)^```$/gms;
  for (const [, paragraph, language, text] of markdown.matchAll(fences)) {
    const spans = [...paragraph.matchAll(/`([^`]+)`/g)].map(([, span]) => span);
    const path = paragraph.trimEnd().endsWith(":")
      ? spans.findLast((span) => /^[^\s]+\.\w+$/.test(span))
      : undefined;
    blocks.push({ language, path, text });
  }
  return blocks;
}

/**
 * Follows a recipe in a copy of the project, and returns the files it wrote or
 * changed.
 */
export async function follow(
  { blocks }: Recipe,
  project: ProjectCopy,
): Promise<string[]> {
  const touched = new Set<string>();
  for (const { language, path, text } of blocks) {
    if (language === "sh") await runTasks(text, project, touched);
    else {
      assert.ok(path, `no file is named before this code:\n${text}`);
      await put(project, path, language, text);
      touched.add(path);
    }
  }
  return [...touched];
}

async function put(
  project: ProjectCopy,
  path: string,
  language: string,
  text: string,
): Promise<void> {
  const present = await project.read(path).catch(() => null);
  if (language === "diff") {
    assert.ok(present !== null, `there is no ${path} to change`);
    return await project.write(path, applied(present, text, path));
  }
  if (present === null) return await project.write(path, text);
  assert.equal(text, present, `${path} differs from what is shown`);
}

/** Runs `deno task new`; interactive tasks are left to readers. */
async function runTasks(
  commands: string,
  project: ProjectCopy,
  touched: Set<string>,
): Promise<void> {
  for (const [, call] of commands.matchAll(/^deno task (new .*)$/gm)) {
    const args = call.split(" ").map((word) => word.replace(/^'(.*)'$/, "$1"));
    const said = await project.deno("task", "--quiet", ...args);
    for (const [, path] of said.matchAll(/^Wrote (.+)$/gm)) touched.add(path);
  }
}

/**
 * Checks a copy's files like the task `check`, including the types of all
 * others, and runs the tests among them.
 */
export async function prove(
  t: Deno.TestContext,
  project: ProjectCopy,
  files: readonly string[],
): Promise<void> {
  const code = files.filter((path) => /\.tsx?$/.test(path));
  const tests = code.filter((path) => /_test\.tsx?$/.test(path));
  const steps: Record<string, () => Promise<string>> = {
    "formatting": () => project.deno("fmt", "--check", ...code),
    "lint": () => project.deno("lint", ...code),
    "types of the whole project": () => project.deno("check"),
    "tests": () => project.test(...tests),
  };
  for (const [name, run] of Object.entries(steps)) {
    await t.step(name, async () => void await run());
  }
}

/**
 * Applies a change shown as a `diff` without line numbers: the lines with ` `
 * or `-` must occur once, and become those with ` ` or `+`.
 */
export function applied(text: string, diff: string, path: string): string {
  const lines = diff.replace(/\n$/, "").split("\n");
  const side = (sign: string) =>
    lines.filter((line) => line === "" || " ".concat(sign).includes(line[0]))
      .map((line) => `${line.slice(1)}\n`).join("");
  const [before, after] = [side("-"), side("+")];
  const [whole, wanted] = [`\n${text}`, `\n${before}`];
  const place = whole.indexOf(wanted);
  assert.ok(
    place !== -1 && place === whole.lastIndexOf(wanted),
    `${path} does not have this once:\n${before}`,
  );
  const rest = whole.slice(place + wanted.length);
  return `${whole.slice(0, place)}\n${after}${rest}`.slice(1);
}
