/**
 * The files of a site in memory, between the template and the disk.
 *
 * @module
 */

/** The files of a site: their bytes by path, with `/` between folders. */
export type Files = Map<string, Uint8Array>;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * The text of a file.
 *
 * @throws {Error} when there is no such file.
 */
export function textOf(files: Files, path: string): string {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`The template has no ${path}.`);
  return decoder.decode(bytes);
}

/** Replaces the text of a file, or adds the file. */
export function writeText(files: Files, path: string, text: string): void {
  files.set(path, encoder.encode(text));
}

/**
 * Replaces a part of a file that occurs exactly once.
 *
 * @throws {Error} when it occurs never or twice, so that the template and this program can't
 * drift apart unnoticed.
 */
export function replaceOnce(
  files: Files,
  path: string,
  part: string,
  replacement: string,
): void {
  const pieces = textOf(files, path).split(part);
  if (pieces.length !== 2) {
    throw new Error(`${path} has ${JSON.stringify(part)} not exactly once.`);
  }
  writeText(files, path, pieces.join(replacement));
}

/** Removes a file, or a folder with everything in it. */
export function removeAll(files: Files, path: string): void {
  const folder = path.endsWith("/") ? path : `${path}/`;
  for (const file of [...files.keys()]) {
    if (file === path || file.startsWith(folder)) files.delete(file);
  }
}
