import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { createStore } from "../../store.ts";
import { DIALECTS, linesOf, runSql } from "../../testing/database/places.ts";
import { SITE } from "../../testing/database/site_tables.ts";
import { aUser, NOW } from "../../testing/database/fixtures.ts";
import { editFile } from "../../testing/database/on_each_database.ts";
import { backUp, runAt, withBackup } from "../../testing/cli/backup_files.ts";
import {
  command,
  isHalfImported,
  killCliWhen,
  withDatabase,
} from "../../testing/cli/task.ts";

for (const dialect of DIALECTS) {
  Deno.test(`${dialect}: a backup restored into an empty database has the same rows`, () =>
    withBackup(async ({ place, file, folder, empty, connect }) => {
      const text = await backUp(place, file);
      const to = await empty(dialect);
      const { code, out, err } = await runAt(to, ["restore", file]);
      assert.equal(code, 0, err);
      assert.match(out, /^users +2$/m);
      assert.match(out, /^notes +3$/m);
      assert.match(out, /the same on both sides/);
      assert.match(err, /log-out-everyone/);
      assert.deepEqual(
        await linesOf(await connect(to)),
        await linesOf(await connect(place)),
      );
      const again = join(folder, "again.jsonl");
      await backUp(to, again);
      const rows = (text: string) => text.split("\n").slice(1, -2);
      assert.deepEqual(rows(await Deno.readTextFile(again)), rows(text));
    }));
}

Deno.test("writes a header and an end to the backup, readable only by its owner", () =>
  withBackup(async ({ place, file, folder }) => {
    const lines = (await backUp(place, file)).split("\n");
    const { tables, ...header } = JSON.parse(lines[0]);
    assert.deepEqual(header, {
      app: "latchkey",
      madeAt: new Date(NOW).toISOString(),
      migrations: Object.keys(SITE).toSorted(),
      rows: lines.length - 3,
    });
    assert.deepEqual(tables.at(-2), {
      name: "user_roles",
      columns: ["role", "user_id"],
    });
    const { end, rows, sha256 } = JSON.parse(lines.at(-2) ?? "");
    assert.deepEqual([end, rows], [true, lines.length - 3]);
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.equal((await Deno.stat(file)).mode! & 0o777, 0o600);
    const backups = await Deno.stat(join(folder, "backups"));
    assert.equal(backups.mode! & 0o777, 0o700);
    const left = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assert.ok(!left.some((name) => name.includes("snapshot")), left.join());
  }));

Deno.test("a backup during writes is a consistent snapshot", () =>
  withBackup(async ({ place, file, connect, empty }) => {
    const database = await connect(place);
    const { users } = createStore(database, SITE);
    const ids = Array.from(
      { length: 600 },
      (_, n) => `user-${String(n).padStart(4, "0")}`,
    );
    for (const id of ids) await users.create(aUser({ id, name: "0" }));
    let [round, stop] = [0, false];
    // The first is always the same round as the last, or one ahead of it.
    const [first, last] = [ids[0], ids[599]];
    const writing = (async () => {
      while (!stop) {
        const name = String(++round);
        await users.update(first, { name });
        await users.update(last, { name });
        // SQLite answers synchronously, and the backup would never get its
        // turn.
        await new Promise((resolve) => setTimeout(resolve));
      }
    })();
    try {
      for (let time = 0; time < 5; time++) {
        const text = await backUp(place, `${file}-${time}`);
        const rounds = [first, last].map((id) =>
          Number(
            text.split("\n").map((line) => line && JSON.parse(line).row)
              .find((row) => row?.id === id).name,
          )
        );
        assert.ok([0, 1].includes(rounds[0] - rounds[1]), rounds.join());
      }
    } finally {
      stop = true;
      await writing;
    }
    assert.ok(round > 5, "other writes happened during the backup");
    const restored = await runAt(await empty("sqlite"), [
      "restore",
      `${file}-4`,
    ]);
    assert.equal(restored.code, 0, restored.err);
  }));

Deno.test("a backup never replaces a file", () =>
  withBackup(async ({ place, file }) => {
    const text = await backUp(place, file);
    const { code, err } = await runAt(place, ["backup", file]);
    assert.equal(code, 1);
    assert.match(err, /^The file .* already exists\./);
    assert.equal(await Deno.readTextFile(file), text);
  }));

Deno.test("a backup reports rows that couldn't be restored after a manual edit", () =>
  withBackup(async ({ place, file }) => {
    editFile(place.databaseFile, "delete from teams");
    const { code, err } = await runAt(place, ["backup", file]);
    assert.equal(code, 1);
    assert.match(
      err,
      /^Rows of members refer to missing rows of teams, so this backup cannot/,
    );
    assert.ok((await Deno.stat(file)).isFile);
  }));

Deno.test("refuses to back up a database that is missing, foreign or incomplete", () =>
  withBackup(async ({ place, file, empty, connect }) => {
    const nowhere = await empty("sqlite");
    const missing = await runAt(nowhere, ["backup", file]);
    assert.match(missing.err, /^There is no database at .*\.db\./);
    await assert.rejects(Deno.stat(nowhere.databaseFile));
    await connect(nowhere);
    const nothing = await runAt(nowhere, ["backup", file]);
    assert.match(nothing.err, /has no tables of this app/);
    const database = await connect(place);
    await runSql(
      database,
      "insert into import_in_progress values (1, 'the copy from a test', '[]')",
    );
    const half = await runAt(place, ["backup", file]);
    assert.match(half.err, /not complete: the copy from a test into it/);
    await assert.rejects(Deno.stat(file), Deno.errors.NotFound);
  }));

Deno.test("a backup applies no migration; restoring it does", () =>
  withBackup(async ({ place, file, empty, connect }) => {
    const newer = {
      ...SITE,
      "site/0003_shorter": () => "update notes set body = 'short';",
    };
    const made = await runAt(place, ["backup", file], newer);
    assert.equal(made.code, 0, made.err);
    const [header] = (await Deno.readTextFile(file)).split("\n");
    assert.deepEqual(
      JSON.parse(header).migrations,
      Object.keys(SITE).toSorted(),
    );
    const to = await empty("sqlite");
    const { code, err } = await runAt(to, ["restore", file], newer);
    assert.equal(code, 0, err);
    const bodies = await runSql(
      await connect(to),
      "select distinct body from notes",
    );
    assert.deepEqual(bodies, [{ body: "short" }]);
  }));

Deno.test("restore refuses a non-empty database and a missing file", () =>
  withBackup(async ({ place, file, connect }) => {
    const missing = await runAt(place, ["restore", file]);
    assert.match(missing.err, /^There is no file at/);
    await backUp(place, file);
    const folder = await runAt(place, ["restore", dirname(file)]);
    assert.match(
      folder.err,
      /is a folder\. Specify a file that "backup" wrote\./,
    );
    const database = await connect(place);
    const before = await linesOf(database);
    const { code, err } = await runAt(place, ["restore", file]);
    assert.equal(code, 1);
    assert.match(err, /^The database is not empty: it has a row in /);
    assert.deepEqual(await linesOf(database), before);
  }));

Deno.test("the tasks back up and restore with their own permissions, even after a kill", async () => {
  await withDatabase(async ({ path, env, cli }) => {
    const lines = Array.from(
      { length: 1500 },
      (_, n) => `{"address":"user${n}@example.com"}\n`,
    ).join("");
    assert.equal((await cli(["users", "import"], lines)).code, 0);
    const file = `${path}.jsonl`;
    const made = await cli(["backup", file]);
    assert.equal(made.code, 0, made.err);
    assert.match(made.out, /^Wrote 4500 rows to /);
    const other = `${path}.restored`;
    const env2 = { ...env, DATABASE_FILE: other };
    const call = ["restore", file];
    await killCliWhen(call, env2, () => isHalfImported(other));
    const { code, out, err } = await command(
      "deno",
      ["task", "--quiet", "cli", ...call],
      env2,
      "",
    );
    assert.equal(code, 0, err);
    assert.match(out, /^users +1500$/m);
    assert.match(out, /^activity +1500\n/m);
  });
});
