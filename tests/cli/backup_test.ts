import assert from "node:assert/strict";
import { join } from "node:path";
import { openKvStore } from "../../lib/store/kv.ts";
import { SCHEMA_VERSION } from "../../lib/store/schema_version.ts";
import { aUser, NOW } from "../store/fixtures.ts";
import { allRecords, fillStore } from "../store/filled_store.ts";
import { run } from "./run.ts";
import { command, hasRecords, killCliWhen, withDatabase } from "./task.ts";

import { backUp, twoFiles } from "./backup_files.ts";

Deno.test("a backup restored into an empty database gives the same records", async () => {
  await using files = await twoFiles();
  const { stores: [from, to], file, folder } = files;
  const { ada, live } = await fillStore(from);
  const text = await backUp(from, file);
  const { code, out, err } = await run(to, ["restore", file]);
  assert.equal(code, 0, err);
  assert.match(out, /^user {11}3$/m);
  assert.match(out, /the same on both sides/);
  assert.match(err, /sign-out-everyone/);
  assert.deepEqual(
    await allRecords(to.records),
    await allRecords(from.records),
  );
  assert.equal((await to.sessions.find(live.id, ada.id))?.user.id, ada.id);
  const again = join(folder, "again.jsonl");
  await backUp(to, again);
  const records = (text: string) => text.split("\n").slice(1, -2);
  assert.deepEqual(records(await Deno.readTextFile(again)), records(text));
});

Deno.test("a backup says what it is and how it ends, and is its owner's alone", async () => {
  await using files = await twoFiles();
  const { stores: [from], file, folder } = files;
  await fillStore(from);
  const lines = (await backUp(from, file)).split("\n");
  assert.deepEqual(JSON.parse(lines[0]), {
    app: "latchkey",
    schema: SCHEMA_VERSION,
    madeAt: new Date(NOW).toISOString(),
  });
  const { end, records, sha256 } = JSON.parse(lines.at(-2) ?? "");
  assert.deepEqual([end, records], [true, lines.length - 3]);
  assert.match(sha256, /^[0-9a-f]{64}$/);
  assert.equal((await Deno.stat(file)).mode! & 0o777, 0o600);
  assert.equal((await Deno.stat(join(folder, "backups"))).mode! & 0o777, 0o700);
  const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
  assert.ok(!left.some((name) => name.includes("snapshot")), left.join());
});

Deno.test("a backup while others write is of one moment", async () => {
  await using files = await twoFiles();
  const { stores: [from, to], file } = files;
  const users = Array.from(
    { length: 600 },
    (_, n) => aUser({ id: `user-${String(n).padStart(4, "0")}`, name: "0" }),
  );
  await from.records.write(
    users.map((value) => ({ kind: "user" as const, value })),
    NOW,
  );
  let [round, stop] = [0, false];
  // The first is always the same round as the last, or one ahead of it.
  const [first, last] = [users[0].id, users[599].id];
  const writing = (async () => {
    while (!stop) {
      const name = String(++round);
      await from.users.update(first, { name });
      await from.users.update(last, { name });
    }
  })();
  try {
    for (let time = 0; time < 5; time++) {
      const text = await backUp(from, `${file}-${time}`);
      const rounds = [first, last].map((id) =>
        Number(
          text.split("\n").map((line) => line && JSON.parse(line).value)
            .find((value) => value?.id === id).name,
        )
      );
      assert.ok([0, 1].includes(rounds[0] - rounds[1]), rounds.join());
    }
  } finally {
    stop = true;
    await writing;
  }
  assert.ok(round > 5, "others wrote meanwhile");
  assert.equal((await run(to, ["restore", `${file}-4`])).code, 0);
});

Deno.test("a backup never replaces a file", async () => {
  await using files = await twoFiles();
  const { stores: [from], file } = files;
  const text = await backUp(from, file);
  const { code, err } = await run(from, ["backup", file]);
  assert.equal(code, 1);
  assert.match(err, /^There is a file at .* already\./);
  assert.equal(await Deno.readTextFile(file), text);
});

Deno.test("a database that cannot be read as of one moment is not backed up", async () => {
  await using files = await twoFiles();
  const store = await openKvStore(":memory:");
  const { code, err } = await run(store, ["backup", files.file]);
  assert.equal(code, 1);
  assert.match(err, /^Only a file or PostgreSQL .* Stop the app/);
  await assert.rejects(Deno.stat(files.file), Deno.errors.NotFound);
  await store.close();
});

Deno.test("restore refuses a database with anything in it, and a file that is not there", async () => {
  await using files = await twoFiles();
  const { stores: [from], file } = files;
  await fillStore(from);
  const missing = await run(from, ["restore", file]);
  assert.match(missing.err, /^There is no file at/);
  await backUp(from, file);
  const before = await allRecords(from.records);
  const { code, err } = await run(from, ["restore", file]);
  assert.equal(code, 1);
  assert.match(err, /^There are records already/);
  assert.deepEqual(await allRecords(from.records), before);
});

Deno.test("the tasks back up and restore with the permissions they have, also after a kill", async () => {
  await withDatabase(async ({ path, env, cli }) => {
    const lines = Array.from(
      { length: 1500 },
      (_, n) => `{"address":"user${n}@example.com"}\n`,
    ).join("");
    assert.equal((await cli(["users", "import"], lines)).code, 0);
    const file = `${path}.jsonl`;
    const made = await cli(["backup", file]);
    assert.equal(made.code, 0, made.err);
    assert.match(made.out, /^3000 records in /);
    const other = `${path}.restored`;
    const env2 = { ...env, DATABASE_FILE: other };
    const call = ["restore", file];
    await killCliWhen(call, env2, () => hasRecords(other));
    const { code, out, err } = await command(
      "deno",
      ["task", "--quiet", "cli", ...call],
      env2,
      "",
    );
    assert.equal(code, 0, err);
    assert.match(out, /^user {11}1500\nactivity {7}1500\n/);
  });
});
