import { join } from "node:path";
import { openKvStore } from "../../lib/store/kv.ts";
import { newerSchemaContract } from "./newer_schema_contract.ts";

newerSchemaContract("KV", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "latchkey.db");
  const store = await openKvStore(path);
  const other = await Deno.openKv(path);
  return {
    store: { ...store, close: () => Promise.resolve() },
    setSchema: async (version) =>
      void await other.set(["schema_version"], version),
    async [Symbol.asyncDispose]() {
      other.close();
      await store.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
});
