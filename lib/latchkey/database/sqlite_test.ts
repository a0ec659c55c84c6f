import { join } from "node:path";
import { openDatabase } from "./open.ts";
import { createStore, type Store } from "../store.ts";
import { storeContract } from "../testing/database/contract.ts";
import { TEST_MIGRATIONS } from "../testing/site.ts";

async function openIn(databaseFile: string): Promise<Store> {
  const database = await openDatabase(
    { databaseUrl: null, databaseFile },
    TEST_MIGRATIONS,
  );
  return createStore(database, TEST_MIGRATIONS);
}

async function openInFile(): Promise<Store> {
  const folder = await Deno.makeTempDir();
  const store = await openIn(join(folder, "test.db"));
  return {
    ...store,
    async close() {
      await store.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

storeContract("SQLite in memory", () => openIn(":memory:"));
storeContract("SQLite in a file", openInFile);
