/**
 * Databases in files, to back up and restore.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { openKvStore } from "../../lib/store/kv.ts";
import type { Store } from "../../lib/store/store.ts";
import { run } from "./run.ts";

/** A folder with a database in a file, and a second one that is empty. */
export async function twoFiles() {
  const folder = await Deno.makeTempDir();
  const stores = await Promise.all(
    ["a.db", "b.db"].map((name) => openKvStore(join(folder, name))),
  );
  return {
    stores,
    file: join(folder, "backups", "backup.jsonl"),
    folder,
    async [Symbol.asyncDispose]() {
      for (const store of stores) await store.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Backs a store up and gives the text of the file. */
export async function backUp(store: Store, file: string): Promise<string> {
  const { code, err } = await run(store, ["backup", file]);
  assert.equal(code, 0, err);
  return await Deno.readTextFile(file);
}
