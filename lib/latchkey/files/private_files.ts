/**
 * Files that only the system user of the app can read.
 *
 * @module
 */
import { dirname } from "node:path";

/**
 * Creates a file with mode 0600, and its folders with mode 0700, atomically: two processes that
 * create it agree on one content, and nobody reads half of it.
 *
 * @returns False when the file exists, which stays unchanged.
 */
export async function createPrivateFile(
  path: string,
  text: string,
): Promise<boolean> {
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = await writeTemporary(path, text);
  try {
    await Deno.link(temporary, path); // Unlike a rename, a link never replaces a file.
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  } finally {
    await Deno.remove(temporary);
  }
}

/** Replaces or creates a file with mode 0600, atomically. */
export async function replacePrivateFile(
  path: string,
  text: string,
): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = await writeTemporary(path, text);
  try {
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary);
    throw error;
  }
}

/**
 * Removes the permissions of everyone but the owner, if the file exists and the system has such
 * permissions.
 */
export async function keepPrivate(path: string): Promise<void> {
  try {
    const { mode } = await Deno.stat(path);
    if (mode !== null && (mode & 0o077) !== 0) await Deno.chmod(path, 0o600);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Whether the path exists. */
export async function isPresent(path: string): Promise<boolean> {
  return await nullIfMissing(Deno.stat(path)) !== null;
}

/** The result; null when the file or folder doesn't exist. */
export async function nullIfMissing<Found>(
  found: Promise<Found>,
): Promise<Found | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function writeTemporary(path: string, text: string): Promise<string> {
  const temporary = `${path}.${crypto.randomUUID()}`;
  await Deno.writeTextFile(temporary, text, { createNew: true, mode: 0o600 });
  return temporary;
}
