/**
 * Writes new files into the project: formatted, and never over another file.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { CommandFailure } from "../../cli/outcome.ts";
import { exists } from "./routes.ts";

/** A file to be written. */
export interface NewFile {
  /** From the project's folder on, with slashes. */
  readonly path: string;
  /** Its code, formatted or not. */
  readonly text: string;
}

/** The first of some paths at which there is no file; the last when all are taken. */
export async function freeOf(
  root: string,
  paths: readonly string[],
): Promise<string> {
  for (const path of paths) {
    if (!await exists(join(root, path))) return path;
  }
  return paths[paths.length - 1];
}

/**
 * Writes all files, or none when one of them exists.
 *
 * @throws {CommandFailure} which names that file.
 */
export async function writeNew(
  root: string,
  files: readonly NewFile[],
): Promise<void> {
  for (const { path } of files) {
    if (await exists(join(root, path))) {
      throw new CommandFailure(
        "exists",
        `${path} exists already. Move it, or choose another name.`,
      );
    }
  }
  const formatted = await Promise.all(files.map(format));
  for (const { path, text } of formatted) {
    const file = join(root, path);
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(file, text, { createNew: true });
  }
}

/** Formats code by `deno fmt`, because names of any length go into it. */
async function format({ path, text }: NewFile): Promise<NewFile> {
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
  if (!success) {
    throw new Error(
      `${path} could not be formatted: ${decoder.decode(stderr)}`,
    );
  }
  return { path, text: decoder.decode(stdout) };
}
