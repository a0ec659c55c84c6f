/**
 * Waits until commits are on disk, without blocking the event loop.
 *
 * SQLite's `synchronous = full` blocks the process in the middle of a commit. In WAL mode a
 * commit is appended to the `-wal` file, and is durable once any process has synced that file.
 * With `synchronous = normal` SQLite itself syncs in an order that keeps the database
 * consistent (sqlite.org/wal.html#performance_considerations), so a power cut before the sync
 * loses only commits that weren't acknowledged.
 *
 * @module
 */
import { StoreUnavailableError } from "../unavailable.ts";
import { sqliteTrouble } from "./troubles.ts";

/** Syncs the `-wal` file of a database. */
export interface WalSync {
  /** Resolves when everything committed before the call is on disk. */
  wait(): Promise<void>;
  /** Waits for pending syncs, then closes the file. */
  close(): Promise<void>;
}

/**
 * Creates a sync for the `-wal` file of a database. SQLite creates that file at the first
 * write.
 */
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
    // A sync that has started may miss this commit. The next one serves all callers that wait.
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
