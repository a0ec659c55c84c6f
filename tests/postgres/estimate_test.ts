/** How many records there are, for the bar of a command that takes long. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { run } from "../cli/run.ts";
import { openPostgres } from "../../lib/store/postgres/store.ts";
import { allRecords, fillStore } from "../store/filled_store.ts";
import { ignore, theServer } from "./each_database.ts";
import { execute, holdLocks } from "./server.ts";

async function openFilled() {
  const url = await theServer().createDatabase();
  const { store } = await openPostgres(new URL(url));
  await fillStore(store);
  return { url, store };
}

Deno.test({
  name:
    "PostgreSQL: about how many records there are is not known at first, and then it is",
  ignore,
  async fn() {
    const { url, store } = await openFilled();
    assert.equal(await store.records.estimate(), null);
    await execute(url, "analyze");
    const about = await store.records.estimate();
    const all = await allRecords(store.records);
    assert.ok(about !== null && about >= all.length && about < 100, `${about}`);
    await store.close();
  },
});

Deno.test({
  name:
    "PostgreSQL: with millions of rows, and a table that nobody may read now, an estimate takes no longer",
  ignore,
  async fn() {
    const { url, store } = await openFilled();
    await execute(
      url,
      `analyze; update pg_class set reltuples = 5000000
       where oid = 'latchkey.activity'::regclass`,
    );
    {
      // An estimate that read the table would wait for the lock, and fail.
      await using _lock = await holdLocks(url, "lock latchkey.limits");
      assert.ok(Number(await store.records.estimate()) > 5_000_000);
    }
    await store.close();
  },
});

Deno.test({
  name: "PostgreSQL: a backup is whole where nobody knows how much there is",
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir();
    const { store } = await openFilled();
    const all = await allRecords(store.records);
    const { code, out, err } = await run(store, ["backup", join(folder, "a")]);
    assert.equal(code, 0, err);
    assert.match(String(out), new RegExp(`^${all.length} records in `));
    await store.close();
    await Deno.remove(folder, { recursive: true });
  },
});
