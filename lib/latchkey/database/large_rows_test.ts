/** Large rows, such as those with pictures. */
import assert from "node:assert/strict";
import { countRows, readRows } from "./any_row.ts";
import { tablesOf } from "./any_table.ts";
import { writeRows } from "./import_rows.ts";
import type { RunSql, SqlConnection } from "./migrations.ts";
import { DIALECTS, withPlaces } from "../testing/database/places.ts";

/**
 * A connection, and the most characters of a column it read or wrote at once.
 */
function measured({ run, dialect }: SqlConnection) {
  const seen = { most: 0 };
  const measure = (values: readonly unknown[]) => {
    const lengths = values.map((value) => String(value).length);
    seen.most = Math.max(seen.most, lengths.reduce((sum, n) => sum + n, 0));
  };
  const watched: RunSql = async (sql, values = []) => {
    measure(values);
    const rows = await run(sql, values);
    measure(rows.map(({ picture = "" }) => picture));
    return rows;
  };
  return { connection: { dialect, run: watched }, seen };
}

for (const dialect of DIALECTS) {
  Deno.test(`${dialect}: reads and writes large rows in small batches`, () =>
    withPlaces(async (places) => {
      const migrations = {
        "site/1": () =>
          "create table pictures (id integer primary key, picture text);",
      };
      const source = await places.open(dialect, migrations);
      const target = await places.open(dialect, migrations);
      await using from = await source.openMigrations();
      await using to = await target.openMigrations();
      const picture = "x".repeat(1_000_000);
      for (let id = 1; id <= 60; id++) {
        await from.run(
          `insert into pictures values (${id}, '${picture}')`,
        );
      }
      const [left, right] = [measured(from), measured(to)];
      const tables = await tablesOf(from);
      const counts = await countRows(from, tables);
      await from.run("begin");
      const rows = readRows(left.connection, tables, counts);
      const written = await writeRows(rows, right.connection, tables, () => {});
      await from.run("rollback");
      assert.equal(written, 60);
      assert.deepEqual(await countRows(to, tables), counts);
      for (const { seen } of [left, right]) {
        assert.ok(seen.most <= 20_000_000, `${seen.most} characters`);
      }
    }));
}
