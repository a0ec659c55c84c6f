/**
 * The files of a folder, in memory.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { CommandFailure } from "../../cli/outcome.ts";
import { escapeControls } from "../../telemetry/log.ts";

/** A file's content, and whether it can be run. */
export interface FileEntry {
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** Files by their paths from a folder on, with `/` between the parts. */
export type Tree = ReadonlyMap<string, FileEntry>;

/** What a site has at a path: a file, nothing, or something that an upgrade leaves alone. */
export type SiteEntry = FileEntry | undefined | Untouchable;

/** Something that an upgrade leaves alone. */
export interface Untouchable {
  /** What it is, as the end of a sentence. */
  readonly is: "a link" | "behind a link" | "a folder" | "not in git";
}

/** Folders and files at the top that are never a release's. */
const NEVER = new Set([".git", ".data", ".env", "_fresh", "node_modules"]);

/**
 * Reads every file of a release's site.
 *
 * @throws {CommandFailure} if it has links, files at places that are never a release's, or names
 *   that could change what a terminal shows.
 */
export async function readTree(folder: string): Promise<Tree> {
  const tree = new Map<string, FileEntry>();
  const visit = async (below: string) => {
    for await (
      const { name, isDirectory, isFile } of Deno.readDir(join(folder, below))
    ) {
      const path = below + name;
      const shown = escapeControls(path);
      const isStrange = shown !== path || !(isFile || isDirectory);
      if (NEVER.has(path.toLowerCase()) || isStrange) {
        throw new CommandFailure(
          "failed",
          `The release has ${shown}, which no release may have. Nothing was changed.`,
        );
      }
      if (isDirectory) await visit(`${path}/`);
      else tree.set(path, await readFile(join(folder, path)));
    }
  };
  await visit("");
  return tree;
}

/** Reads what a site has at some paths. Names count only in their exact spelling. */
export async function readSite(
  root: string,
  paths: Iterable<string>,
  tracked: ReadonlySet<string>,
): Promise<Map<string, SiteEntry>> {
  const names = new Map<string, Promise<Map<string, Deno.DirEntry>>>();
  const entryAt = async (path: string) => {
    const folder = dirname(path);
    if (!names.has(folder)) names.set(folder, namesIn(join(root, folder)));
    return (await names.get(folder))?.get(
      path.slice(path.lastIndexOf("/") + 1),
    );
  };
  const read = async (path: string): Promise<SiteEntry> => {
    for (const folder of foldersOf(path)) {
      const entry = await entryAt(folder);
      if (entry?.isSymlink) return { is: "behind a link" };
      if (!entry?.isDirectory) return undefined;
    }
    const entry = await entryAt(path);
    if (entry === undefined) return undefined;
    if (entry.isSymlink) return { is: "a link" };
    if (entry.isDirectory) return { is: "a folder" };
    if (!tracked.has(path)) return { is: "not in git" };
    return await readFile(join(root, path));
  };
  const entries = new Map<string, SiteEntry>();
  for (const path of paths) entries.set(path, await read(path));
  return entries;
}

/** The folders above a path: `a` and `a/b` for `a/b/c`. */
export function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

async function namesIn(folder: string): Promise<Map<string, Deno.DirEntry>> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/** Reads a file. On Windows nothing says whether it can be run. */
export async function readFile(file: string): Promise<FileEntry> {
  const { mode } = await Deno.stat(file);
  return {
    bytes: await Deno.readFile(file),
    executable: ((mode ?? 0) & 0o100) !== 0,
  };
}

/** Whether two files are the same, byte for byte. */
export function isSame(
  a: FileEntry | undefined,
  b: FileEntry | undefined,
): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.executable === b.executable && isSameBytes(a.bytes, b.bytes);
}

/** Whether two contents are the same. */
export function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
