import assert from "node:assert/strict";
import { openServices } from "../../lib/open_services.ts";
import { readSettings } from "../../lib/settings.ts";
import { openKvStore } from "../../lib/store/kv.ts";
import { allRecords } from "../store/filled_store.ts";
import { hasRecords, killCliWhen, withDatabase } from "../cli/task.ts";

Deno.test("the task goes on with a copy after it was killed; until then no server starts on it", async () => {
  await withDatabase(async ({ path, env, cli }) => {
    const lines = Array.from(
      { length: 2500 },
      (_, n) => `{"address":"user${n}@example.com"}\n`,
    ).join("");
    assert.equal((await cli(["users", "import"], lines)).code, 0);
    const to = `${path}.copy`;
    const call = ["store", "copy", "--from", "DATABASE_FILE", "--to", to];
    await killCliWhen(call, env, () => hasRecords(to));
    const half = await openKvStore(to);
    const { length } = await allRecords(half.records, 500);
    assert.notEqual(await half.records.arriving(), null);
    await half.close();
    const settings = readSettings({ APP_ENV: "test", DATABASE_FILE: to });
    await assert.rejects(openServices(settings), {
      name: "StoreArrivingError",
      message: /not whole: the copy from .* has not come to its end\./,
    });
    const { code, out, err } = await cli(call);
    assert.equal(code, 0, err);
    assert.match(out, /^user {11}2500$/m);
    const again = await cli(call);
    assert.equal(again.code, 1);
    assert.match(again.err, /^There are records already/);
    assert.ok(length < 5000, "it was killed before its end");
  });
});

Deno.test("store copy names what it cannot use, without a password", async () => {
  await withDatabase(async ({ path, cli }) => {
    const missing = await cli([
      "store",
      "copy",
      "--from",
      `${path}x`,
      "--to",
      path,
    ]);
    assert.equal(missing.code, 1);
    assert.match(missing.err, /^There is no database at .*\.dbx\./);
    const unset = await cli([
      "store",
      "copy",
      "--from",
      "DATABASE_URL",
      "--to",
      path,
    ]);
    assert.equal(unset.code, 2);
    assert.match(unset.err, /^DATABASE_URL is not set\./);
    const bad = await cli([
      "store",
      "copy",
      "--from",
      "postgres://u:hunter2@/x/y",
      "--to",
      path,
    ]);
    assert.equal(bad.code, 2);
    assert.doesNotMatch(bad.err + bad.out, /hunter2/);
    const same = await cli([
      "store",
      "copy",
      "--from",
      path,
      "--to",
      "DATABASE_FILE",
    ]);
    assert.match(same.err, /^Both are the same database/);
  });
});
