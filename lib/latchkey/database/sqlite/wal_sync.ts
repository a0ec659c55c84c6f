/**
 * Waits until the disk has what was committed, without blocking the event loop.
 *
 * SQLite's own way (`synchronous = full`) waits in the middle of a commit, and nobody is
 * served meanwhile. In WAL mode a commit is a part of the `-wal` file that is appended: it is
 * durable once that file is synced, by any process. With `synchronous = normal` SQLite
 * itself syncs in the order that keeps the database whole
 * (sqlite.org/wal.html#performance_considerations), so a power cut before the sync loses
 * commits that nobody was told of yet.
 *
 * @module
 */
import { StoreUnavailableError } from "../unavailable.ts";
import { sqliteTrouble } from "./troubles.ts";

/** The `-wal` file of a database. */
export interface WalSync {
  /** Resolves when all that was committed before the call is on the disk. */
  wait(): Promise<void>;
  /** Lets those who wait have their answer first. */
  close(): Promise<void>;
}

/** Prepares to sync the file beside a database, which SQLite makes at the first write. */
export function createWalSync(databasePath: string): WalSync {
  let file: Deno.FsFile | undefined;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const sync = async () => {
    try {
      file ??= await Deno.open(`${databasePath}-wal`, { write: true });
      await file.syncData();
    } catch (cause) {
      throw new StoreUnavailableError(sqliteTrouble(cause) ?? "gone", {
        cause,
      });
    }
  };
  return {
    // One that has begun may miss this commit; the next serves all who wait for it together.
    wait() {
      next ??= running.catch(() => {}).then(() => {
        next = null;
        return running = sync();
      });
      return next;
    },
    async close() {
      await (next ?? running).catch(() => {});
      file?.close();
    },
  };
}
