/**
 * The documentation's pages, and what they show as code.
 *
 * @module
 */

/** A path in the project: a file with an extension, or a folder with a slash behind it. */
export const PATH = /^(?!\/)[\w.()[\]/-]+(?:\.(?:tsx?|json|md|svg)|\/)$/;

/** A name in code that cannot be an English word: `requireUser`. */
export const SYMBOL = /^(?:[a-z]+[A-Z]\w*|\w+\(\))$/;

/** A text without its code blocks. */
export function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(/^```.*?^```$/gms, "");
}

/** What stands between backticks. */
export function spansOf(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, span]) => span);
}

/** The paths of all pages in a folder and below. */
export async function* markdownIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* markdownIn(path);
    else if (name.endsWith(".md")) yield path;
  }
}
