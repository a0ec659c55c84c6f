/**
 * Writes new files into the project: filled in from a template, formatted, and never over
 * another file.
 *
 * @module
 */
import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";

type Values = Readonly<Record<string, string | boolean>>;

/** What is to be written. */
export interface Plan {
  /**
   * New files, by their paths from the project's folder on: the names of their templates in
   * `templates/`, without `.txt`.
   */
  readonly files: Readonly<Record<string, string>>;
  /** What files that are there are to hold, by their paths. */
  readonly changed?: Readonly<Record<string, string>>;
  /** The template of what to do next, for a person. */
  readonly next: string;
  /** What is put into the templates. */
  readonly values: Values;
}

/**
 * Fills in a template: `{{name}}` is a value, `{{#name}}…{{/name}}` is kept if there is a
 * value, and `{{^name}}…{{/name}}` if there is none.
 */
function fillTemplate(template: string, values: Values): string {
  return template
    .replaceAll(
      /\{\{([#^])(\w+)\}\}\n?([^]*?)\{\{\/\2\}\}\n?/g,
      (_, sign, name, part) =>
        Boolean(values[name]) === (sign === "#")
          ? fillTemplate(part, values)
          : "",
    )
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name) => `${values[name]}`);
}

async function filled(template: string, values: Values): Promise<string> {
  const file = new URL(`templates/${template}.txt`, import.meta.url);
  return fillTemplate(await Deno.readTextFile(file), values);
}

/** Whether the project has such a file or folder. */
export function exists(root: string, path: string): boolean {
  return lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
}

/** The first of some paths at which there is no file; the last when all are taken. */
export function freeOf(root: string, paths: readonly string[]): string {
  return paths.find((path) => !exists(root, path)) ?? paths[paths.length - 1];
}

/**
 * Writes all files, or none when one of the new ones exists.
 *
 * @returns What was written, and what to do next.
 * @throws {CommandFailure} which names that file.
 */
export async function writeNew(
  root: string,
  { files, changed = {}, next, values }: Plan,
): Promise<Outcome> {
  const paths = Object.keys(files);
  const taken = paths.find((path) => exists(root, path));
  if (taken) {
    throw new CommandFailure(
      "exists",
      `${taken} exists already. Move it, or choose another name.`,
    );
  }
  const texts = await Promise.all(
    Object.entries(files).map(async ([path, template]) =>
      [path, await formatted(path, await filled(template, values))] as const
    ),
  );
  for (const [path, text] of [...texts, ...Object.entries(changed)]) {
    const file = join(root, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(file, text, { createNew: path in files });
  }
  const advice = (await filled(next, values)).trim().replaceAll("\n", "\n  ");
  return {
    text: [
      ...paths.map((path) => `Wrote ${path}`),
      ...Object.keys(changed).map((path) => `Changed ${path}`),
    ].join("\n"),
    json: { written: [...paths, ...Object.keys(changed)] },
    advice: `Next:\n  ${advice}`,
  };
}

/** Formats code by `deno fmt`, because names of any length go into it. */
export async function formatted(path: string, text: string): Promise<string> {
  const child = new Deno.Command("deno", {
    args: ["fmt", "--ext", path.endsWith(".tsx") ? "tsx" : "ts", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [{ success, stdout, stderr }] = await Promise.all([
    child.output(),
    new Response(text).body!.pipeTo(child.stdin),
  ]);
  const decoder = new TextDecoder();
  if (success) return decoder.decode(stdout);
  throw new CommandFailure(
    "failed",
    `${path} can't be written, since its code would be wrong: ${
      decoder.decode(stderr)
    }`,
  );
}
