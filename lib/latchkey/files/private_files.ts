/**
 * Files that only the system user who runs the app may read.
 *
 * @module
 */
import { dirname } from "node:path";

/**
 * Makes a file with mode 0600, and the folders above it with 0700, all at once: two
 * processes that try agree on one content, and nobody ever reads half of it.
 *
 * @returns false when there is such a file already, which stays as it is.
 */
export async function createPrivateFile(
  path: string,
  text: string,
): Promise<boolean> {
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = await writeDraft(path, text);
  try {
    await Deno.link(draft, path); // Unlike a rename, a link never replaces a file.
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  } finally {
    await Deno.remove(draft);
  }
}

/** Replaces a file's content, or makes the file, with mode 0600: readers see the old text or the new. */
export async function replacePrivateFile(
  path: string,
  text: string,
): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = await writeDraft(path, text);
  try {
    await Deno.rename(draft, path);
  } catch (error) {
    await Deno.remove(draft);
    throw error;
  }
}

/** Takes a file's rights away from everybody but its owner, where there is such a file and the system knows such rights. */
export async function keepPrivate(path: string): Promise<void> {
  try {
    const { mode } = await Deno.stat(path);
    if (mode !== null && (mode & 0o077) !== 0) await Deno.chmod(path, 0o600);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Whether there is a file, or anything else, at this path. */
export async function isPresent(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function writeDraft(path: string, text: string): Promise<string> {
  const draft = `${path}.${crypto.randomUUID()}`;
  await Deno.writeTextFile(draft, text, { createNew: true, mode: 0o600 });
  return draft;
}
