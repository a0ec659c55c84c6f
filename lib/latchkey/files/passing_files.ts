/**
 * Files that stand beside another one for as long as one command runs.
 *
 * @module
 */

/** What they are for: a copy of the database that is read, or a backup that is being written. */
export type Passing = "snapshot" | "part";

/** How old one is that belongs to nobody any more, in milliseconds. */
const LEFT_BEHIND_MS = 24 * 60 * 60 * 1000;

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Those that SQLite makes beside its own are gone with it. */
const NAME = new RegExp(
  `^(.+)\\.(snapshot|part)-${UUID}(?:-wal|-shm|-journal)?$`,
);

/** A name for such a file that nothing else has. */
export function passingName(path: string, what: Passing): string {
  return `${path}.${what}-${crypto.randomUUID()}`;
}

/**
 * Removes those from a folder that a process left behind which was killed: they were
 * written more than a day ago, beside a file whose name is one of ours.
 */
export async function removeLeftBehind(
  folder: string,
  what: Passing,
  isOurs: (name: string) => boolean,
): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(folder)) {
    const [, beside, word] = NAME.exec(name) ?? [];
    if (!isFile || word !== what || !isOurs(beside)) continue;
    await removeIfOld(`${folder}/${name}`);
  }
}

async function removeIfOld(path: string): Promise<void> {
  try {
    const { mtime } = await Deno.lstat(path);
    const age = Date.now() - (mtime?.getTime() ?? Infinity);
    if (age > LEFT_BEHIND_MS) await Deno.remove(path);
  } catch (error) {
    // Another backup was faster.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
