/**
 * Writes a site to disk: as a whole, or not at all.
 *
 * @module
 */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AnswerError } from "./answers.ts";
import type { Files } from "./site/files.ts";

/** Files that belong to no one's work. A folder with nothing else counts as empty. */
const IGNORED: readonly string[] = [".DS_Store", ".git", "Thumbs.db"];

/** Files that start as a program. */
const PROGRAM = /\.sh$/;

/**
 * Makes sure that a site can be written to a folder: it doesn't exist, or is empty but for
 * `.git`.
 *
 * @throws {AnswerError} when it has files, or is a file itself.
 */
export async function ensureEmpty(folder: string): Promise<void> {
  const names = await namesIn(folder);
  const own = names.filter((name) => !IGNORED.includes(name));
  if (own.length === 0) return;
  const some = own.slice(0, 3).map((name) => JSON.stringify(name)).join(", ");
  throw new AnswerError(
    `The folder ${JSON.stringify(folder)} is not empty: it has ${some}${
      own.length > 3 ? ` and ${own.length - 3} more` : ""
    }. Choose another name, or move its files away.`,
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return [];
    if (code === "ENOTDIR") {
      throw new AnswerError(
        `${JSON.stringify(folder)} is a file. Choose another name.`,
      );
    }
    throw error;
  }
}

/**
 * Writes files to a folder. They are first written to a folder beside it, so that an error or a
 * full disk leaves nothing half-written.
 *
 * @throws {AnswerError} when the folder is not empty.
 */
export async function writeFolder(folder: string, files: Files): Promise<void> {
  const target = resolve(folder);
  await ensureEmpty(folder);
  const existed = await exists(target);
  const made = await mkdir(dirname(target), { recursive: true });
  const beside = join(
    existed ? target : dirname(target),
    `.create-latchkey-${randomUUID()}`,
  );
  try {
    await writeAll(beside, files);
    if (existed) await moveInto(beside, target);
    else await rename(beside, target);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw error;
  }
}

async function writeAll(root: string, files: Files): Promise<void> {
  await mkdir(root);
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    const mode = PROGRAM.test(path) ? 0o777 : 0o666;
    await writeFile(join(root, path), bytes, { mode, flag: "wx" });
  }
}

/** Moves everything to a folder that exists, or moves back what it has moved. */
async function moveInto(from: string, to: string): Promise<void> {
  const moved: string[] = [];
  try {
    for (const name of await readdir(from)) {
      await rename(join(from, name), join(to, name));
      moved.push(name);
    }
    await rm(from, { recursive: true });
  } catch (error) {
    for (const name of moved) await rename(join(to, name), join(from, name));
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await readdir(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/** The code of a system error, such as `ENOENT`. */
function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
