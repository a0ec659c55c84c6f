import assert from "node:assert/strict";
import { deepStrictEqual as equal } from "node:assert/strict";
import type { Database } from "./database.ts";
import type { Migrations } from "./migrations.ts";
import { openDatabase } from "./open.ts";
import { copy } from "../testing/database/copies.ts";
import {
  DIALECTS,
  linesOf,
  runSql,
  withPlaces,
} from "../testing/database/places.ts";
import { fillSite, SITE } from "../testing/database/site_tables.ts";
import { TEST_MIGRATIONS } from "../testing/site.ts";

/** The migrations, and another one. */
function withMigration(name: string, sql: Migrations[string]): Migrations {
  return { ...SITE, [name]: sql };
}

/** The import in progress, as recorded in the database. */
async function importOf(database: Database): Promise<unknown> {
  const rows = await runSql(database, "select source from import_in_progress");
  return rows[0]?.source;
}

for (const dialect of DIALECTS) {
  const test = (sentence: string, body: Parameters<typeof withPlaces>[0]) =>
    Deno.test(`${dialect}: ${sentence}`, () => withPlaces(body));

  test("refuses to copy into a database with any row, and changes nothing", async (places) => {
    const [source, target] = [
      await places.open("sqlite", SITE),
      await places.open(dialect, SITE),
    ];
    await fillSite(target);
    const before = await linesOf(target);
    await assert.rejects(copy(source, target), {
      name: "ImportError",
      code: "exists",
      message:
        /^The database is not empty: it has a row in .*\. Name an empty database\.$/,
    });
    equal(await linesOf(target), before);
  });

  test("refuses to copy into another app's database, and changes nothing", async (places) => {
    const source = await places.open("sqlite", SITE);
    const target = await places.connect(await places.empty(dialect));
    await runSql(target, "create table orders (id integer primary key)");
    await runSql(target, "insert into orders values (1)");
    await assert.rejects(
      copy(source, target),
      /has the table orders of another app/,
    );
    equal(await runSql(target, "select id from orders"), [{ id: 1 }]);
  });

  test("refuses another app's table without a primary key", async (places) => {
    const source = await places.open("sqlite", SITE);
    const target = await places.connect(await places.empty(dialect));
    await runSql(target, "create table log (line text)");
    await assert.rejects(
      copy(source, target),
      /has the table log of another app/,
    );
  });

  test("neither copies from a half-filled database nor continues a different copy into it", async (places) => {
    const source = await places.open("sqlite", SITE);
    await fillSite(source);
    const place = await places.empty(dialect);
    const target = await places.connect(place);
    const cut = copy(source, target, {
      onProgress: () => Promise.reject(new Error("cut")),
      onStart: () => Promise.reject(new Error("cut")),
    });
    await assert.rejects(cut, /cut/);
    const other = copy(source, target, { what: "the copy from elsewhere" });
    await assert.rejects(other, {
      code: "exists",
      message: /not complete: the copy from a test into it has not finished/,
    });
    await assert.rejects(linesOf(target), { name: "ImportInProgressError" });
    await assert.rejects(openDatabase(place, SITE), {
      name: "ImportInProgressError",
      message: /not complete: the copy from a test into it has not finished/,
    });
    await copy(source, target);
    equal(await linesOf(target), await linesOf(source));
    await (await openDatabase(place, SITE)).close();
  });

  test("refuses rows that need a migration this app doesn't know", async (places) => {
    const source = await places.open(
      dialect,
      withMigration(
        "site/0099_later",
        () => "create table later (id integer primary key);",
      ),
    );
    const target = await places.connect(await places.empty(dialect));
    await assert.rejects(copy(source, target), {
      name: "SchemaTooNewError",
      migration: "site/0099_later",
      message: /^The copy from a test was written by a newer version/,
    });
    await assert.rejects(importOf(target), "no table was created");
  });

  test("copies an older database and migrates it afterwards", async (places) => {
    const source = await places.open(dialect, SITE);
    await fillSite(source);
    const target = await places.connect(await places.empty(dialect));
    const newer = withMigration("site/0003_moods", ({ text }) => `
      alter table notes add column mood ${text};
      update notes set mood = 'was ' || id;`);
    await copy(source, target, { migrations: newer });
    equal(await runSql(target, "select mood from notes order by id"), [
      { mood: "was 1" },
      { mood: "was 2" },
      { mood: "was 7" },
    ]);
    equal(await importOf(target), undefined);
  });

  test("copies an older database into newer tables that its rows fit", async (places) => {
    const source = await places.open(dialect, SITE);
    await fillSite(source);
    const migrations = withMigration(
      "site/0003_moods",
      ({ text }) =>
        `alter table members add column mood ${text} not null default 'fine';`,
    );
    const target = await places.open(dialect, migrations);
    await runSql(target, "delete from plans");
    await copy(source, target, { migrations });
    equal(await runSql(target, "select mood from members"), [{ mood: "fine" }]);
  });

  test("refuses to copy an older database into newer tables that its rows don't fit", async (places) => {
    const source = await places.open(dialect, SITE);
    await fillSite(source);
    const changes = [
      [
        "alter table members rename to people",
        /The existing table members does not fit the rows/,
      ],
      ["alter table members rename column team to squad", /they have no squad/],
      [
        "drop table plans; create table plans (code text primary key, " +
        "title text not null, price integer not null)",
        /The existing table plans does not fit the rows: they have no price\. Name an empty/,
      ],
    ] as const;
    for (const [sql, expected] of changes) {
      const migrations = withMigration("site/0003_change", () => `${sql};`);
      const target = await places.open(dialect, migrations);
      await runSql(target, "delete from plans");
      await assert.rejects(copy(source, target, { migrations }), expected);
      equal(await importOf(target), undefined);
    }
  });

  test("names a table without a primary key", async (places) => {
    const source = await places.open(
      dialect,
      withMigration("site/0003_heap", () => "create table heap (n integer);"),
    );
    await assert.rejects(linesOf(source), {
      name: "NoPrimaryKeyError",
      message:
        /^The table heap has no primary key, so its rows cannot be told apart/,
    });
  });

  test("stops with an explanation when the source changes during the copy", async (places) => {
    const source = await places.open(dialect, SITE);
    await fillSite(source);
    const target = await places.connect(await places.empty("sqlite"));
    const change = async () => {
      await runSql(source, "update notes set body = 'changed' where id = 2");
    };
    await assert.rejects(copy(source, target, { onStart: change }), {
      code: "failed",
      message:
        /^The copy differs from the original at row 2 of notes, .* If the app was running, stop it/,
    });
    assert.equal(await importOf(target), "the copy from a test");
    await runSql(source, "delete from notes where id = 2");
    await assert.rejects(copy(source, target), /row 2 of notes/);
  });

  test("refuses a database with dangling references", async (places) => {
    const source = await places.open("sqlite", SITE);
    await fillSite(source);
    await runSql(source, "insert into members values ('nobody', 'nowhere')");
    const target = await places.connect(await places.empty(dialect));
    await assert.rejects(copy(source, target), /members.*(teams|foreign key)/);
    assert.equal(await importOf(target), "the copy from a test");
    await runSql(source, "delete from members where id = 'nobody'");
  });
}

Deno.test("copies a library database without a site's tables like any other", () =>
  withPlaces(async (places) => {
    const source = await places.open("sqlite", TEST_MIGRATIONS);
    const target = await places.connect(await places.empty("sqlite"));
    const { written } = await copy(source, target, {
      migrations: TEST_MIGRATIONS,
    });
    assert.equal(written, 0);
  }));
