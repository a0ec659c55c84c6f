/**
 * Links of the documentation to files that a site doesn't have.
 *
 * @module
 */
import { dirname, join, normalize } from "node:path/posix";
import { type Files, textOf } from "../site/files.ts";

/** A link in Markdown to a path, without images. */
const LINK = /(?<!!)\[([^\]]+)\]\(([^)\s]+)\)/g;

/**
 * The text of a page, in which links to files that a site doesn't have become plain text. An
 * entry of a list that begins with such a link is left out, and so is the row of a table that has
 * one.
 */
export async function withoutForeignLinks(
  path: string,
  files: Files,
): Promise<string> {
  const isForeign = (target: string) =>
    !/^(?:[a-z]+:|#)/.test(target) && !exists(path, target, files);
  const text = textOf(files, path)
    .replaceAll(
      /^- \[[^\]]+\]\(([^)\s]+)\).*\n(?: {2}.*\n)*/gm,
      (entry, target: string) => isForeign(target) ? "" : entry,
    )
    .replaceAll(
      /^\|.*\n/gm,
      (row) =>
        [...row.matchAll(LINK)].some(([, , target]) => isForeign(target))
          ? ""
          : row,
    );
  const shorter = text.replaceAll(
    LINK,
    (link, words: string, target: string) => isForeign(target) ? words : link,
  );
  return shorter === textOf(files, path) ? shorter : await formatted(shorter);
}

/** Markdown as `deno fmt` writes it. */
async function formatted(markdown: string): Promise<string> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--quiet", "--ext=md", "-"],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  await ReadableStream.from([new TextEncoder().encode(markdown)])
    .pipeTo(process.stdin);
  return new TextDecoder().decode((await process.output()).stdout);
}

function exists(page: string, target: string, files: Files): boolean {
  const path = normalize(join(dirname(page), target.split("#")[0]))
    .replace(/\/$/, "");
  return path === "README.md" || files.has(path) ||
    [...files.keys()].some((file) => file.startsWith(`${path}/`));
}
