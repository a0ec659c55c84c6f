import assert from "node:assert/strict";
import { DIALECTS, runSql, withPlaces } from "../../testing/database/places.ts";
import { runAt } from "../../testing/cli/backup_files.ts";
import { TEST_MIGRATIONS } from "../../testing/site.ts";

const SITE_ONLY = ["site/0001_notes", "site/0002_teams"];

for (const dialect of DIALECTS) {
  Deno.test(`${dialect}: a dry run prints the SQL of pending migrations and changes nothing`, () =>
    withPlaces(async ({ empty, open }) => {
      const place = await empty(dialect);
      const database = await open(place, TEST_MIGRATIONS);
      const call = ["database", "migrate", "--dry-run"];
      const { code, out, err } = await runAt(place, call);
      assert.equal(code, 0, err);
      assert.match(out, /^-- site\/0001_notes\ncreate table plans \(/);
      assert.match(out, /\n-- site\/0002_teams\ncreate table teams \(/);
      assert.doesNotMatch(out, /create table users/);
      await assert.rejects(runSql(database, "select 1 from plans"));
      const { pending } = JSON.parse(
        (await runAt(place, [...call, "--json"])).out,
      );
      assert.deepEqual(
        pending.map((
          { name, breaking }: { name: string; breaking: boolean },
        ) => [name, breaking]),
        SITE_ONLY.map((name) => [name, false]),
      );
    }));

  Deno.test(`${dialect}: applies pending migrations once`, () =>
    withPlaces(async ({ empty, open }) => {
      const place = await empty(dialect);
      await open(place, TEST_MIGRATIONS);
      const call = ["database", "migrate"];
      const first = await runAt(place, [...call, "--json"]);
      assert.deepEqual(JSON.parse(first.out), { applied: SITE_ONLY });
      for (const more of [[], ["--dry-run"]]) {
        const { code, out } = await runAt(place, [...call, ...more]);
        assert.deepEqual([code, out], [0, "No migrations are pending."]);
      }
    }));
}

Deno.test("a dry run marks breaking migrations and terminates each statement", () =>
  withPlaces(async ({ empty, open }) => {
    const place = await empty("sqlite");
    await open(place, TEST_MIGRATIONS);
    const sql = "alter table users add column mood text";
    const { out } = await runAt(place, ["database", "migrate", "--dry-run"], {
      ...TEST_MIGRATIONS,
      "site/0001_mood": { breaking: true, sql: () => sql },
      "site/0002_index": () => "create index moods on users (mood);",
    });
    assert.equal(
      out,
      "-- site/0001_mood (breaking: stop the older version first)\n" +
        `${sql};\n\n-- site/0002_index\ncreate index moods on users (mood);\n`,
    );
  }));

Deno.test("a dry run doesn't create a missing database", () =>
  withPlaces(async ({ empty }) => {
    const place = await empty("sqlite");
    const { code, out } = await runAt(place, [
      "database",
      "migrate",
      "--dry-run",
    ]);
    assert.equal(code, 0);
    assert.match(out, /^-- account\/0001_.*\ncreate table users/);
    await assert.rejects(Deno.stat(place.databaseFile), Deno.errors.NotFound);
  }));

Deno.test("refuses to migrate a database that is incomplete or of a newer app", () =>
  withPlaces(async ({ empty, open }) => {
    const place = await empty("sqlite");
    const database = await open(place, TEST_MIGRATIONS);
    await runSql(
      database,
      "insert into latchkey_migrations values ('site/9999_x', 1, 0)",
    );
    const newer = await runAt(place, ["database", "migrate"]);
    assert.match(newer.err, /newer version of this app.*site\/9999_x/);
    await runSql(
      database,
      "insert into import_in_progress values (1, 'the copy from x', '[]')",
    );
    const half = await runAt(place, ["database", "migrate"]);
    assert.match(half.err, /not complete: the copy from x into it/);
    assert.deepEqual([newer.code, half.code], [1, 1]);
  }));
