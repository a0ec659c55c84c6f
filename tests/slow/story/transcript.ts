/**
 * Transcripts in Markdown: commands after `$`, each with what it prints. A line `…` stands for
 * any lines, and `…` within a line for any text.
 *
 * @module
 */

/** A command of a transcript. */
export interface ShownCommand {
  readonly line: string;
  /** What it prints, as shown. */
  readonly printed: string;
}

/** The commands of a block. A line that ends with `\` continues on the next. */
export function commandsOf(block: string): ShownCommand[] {
  return block.split(/^\$ /m).slice(1).map((part) => {
    const [, line, printed] = /^((?:.*\\\n)*.*)\n?([^]*)$/.exec(part)!;
    return { line: line.replaceAll(/\\\n\s*/g, ""), printed };
  });
}

/** Whether a program printed what is shown. */
export function isAsShown(printed: string, shown: string): boolean {
  const lines = shown.trim().split("\n").map((line) =>
    line === "…"
      ? String.raw`(?:.*\n)*?`
      : `${line.split("…").map(RegExp.escape).join(".*")}\n`
  );
  return new RegExp(`^${lines.join("")}$`).test(`${printed.trim()}\n`);
}

/** Pairs of a text on the page and what stands in its place while a test follows it. */
export type Names = readonly (readonly [shown: string, actual: string])[];

/** A command as it is run. */
export function toActual(text: string, names: Names): string {
  return replaceEach(text, names);
}

/** What a command printed, as the page shows it. */
export function toShown(text: string, names: Names): string {
  return replaceEach(text, names.map(([shown, actual]) => [actual, shown]));
}

/** Replaces all at once, so that no replacement is replaced again. */
function replaceEach(text: string, names: Names): string {
  const found = new RegExp(
    names.map(([name]) => RegExp.escape(name)).join("|"),
    "g",
  );
  const replacements = new Map(names);
  return text.replaceAll(found, (name) => replacements.get(name)!);
}
