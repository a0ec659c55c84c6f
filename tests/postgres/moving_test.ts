import assert from "node:assert/strict";
import { join } from "node:path";
import { openKvStore } from "../../lib/store/kv.ts";
import { command } from "../cli/task.ts";
import { allRecords, fillStore } from "../store/filled_store.ts";
import {
  movedRecordsContract,
  snapshotContract,
} from "../store/moved_records_contract.ts";
import { run } from "../cli/run.ts";
import { ignore, openEmptyStore, theServer } from "./each_database.ts";

const open = async () => (await openEmptyStore()).store;

if (!ignore) {
  movedRecordsContract("PostgreSQL", open);
  snapshotContract("PostgreSQL", open);
}

Deno.test(
  "everything goes from KV to PostgreSQL and back, by the task, and is the same",
  {
    ignore,
  },
  async () => {
    const folder = await Deno.makeTempDir();
    try {
      const [from, back] = ["from.db", "back.db"].map((name) =>
        join(folder, name)
      );
      const first = await openKvStore(from);
      await fillStore(first);
      const all = await allRecords(first.records);
      await first.close();
      const env = {
        APP_ENV: "test",
        BCRYPT_COST: "4",
        NO_COLOR: "1",
        DATABASE_FILE: from,
        DATABASE_URL: await theServer().createDatabase(),
      };
      const copy = (from: string, to: string) =>
        command(
          "deno",
          ["task", "-q", "cli", "store", "copy", "--from", from, "--to", to],
          env,
          "",
        );
      const there = await copy("DATABASE_FILE", "DATABASE_URL");
      assert.equal(there.code, 0, there.err);
      assert.match(there.out, /^user {11}3$/m);
      const home = await copy("DATABASE_URL", back);
      assert.equal(home.code, 0, home.err);
      assert.equal(home.out, there.out, "the same counts and the same hash");
      const last = await openKvStore(back);
      assert.deepEqual(await allRecords(last.records), all);
      await last.close();
      const { password } = new URL(env.DATABASE_URL);
      assert.ok(
        !(there.out + there.err + home.out + home.err).includes(password),
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

Deno.test("a backup of PostgreSQL restores into a KV file, and the other way", {
  ignore,
}, async () => {
  const folder = await Deno.makeTempDir();
  const [from, to] = [await open(), await open()];
  const kv = await openKvStore(join(folder, "kv.db"));
  try {
    await fillStore(from);
    const all = await allRecords(from.records);
    const files = ["a", "b"].map((name) => join(folder, name));
    for (
      const [store, args] of [
        [from, ["backup", files[0]]],
        [kv, ["restore", files[0]]],
        [kv, ["backup", files[1]]],
        [to, ["restore", files[1]]],
      ] as const
    ) {
      const { code, err } = await run(store, args);
      assert.equal(code, 0, err);
    }
    assert.deepEqual(await allRecords(to.records), all);
  } finally {
    for (const store of [from, to, kv]) await store.close();
    await Deno.remove(folder, { recursive: true });
  }
});
