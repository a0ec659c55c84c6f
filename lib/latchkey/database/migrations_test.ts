/** Migrations on SQLite and PostgreSQL. */
import { deepStrictEqual as equal, ok, rejects } from "node:assert/strict";
import { openDatabase } from "./open.ts";
import type { Migrations } from "./migrations.ts";
import { StoreOpenError } from "./unavailable.ts";
import { aUser } from "../testing/database/fixtures.ts";
import {
  appliedIn,
  applyIn,
  pendingIn,
} from "../testing/database/migrating.ts";
import { onEachDatabase } from "../testing/database/on_each_database.ts";
import { TEST_MIGRATIONS } from "../testing/site.ts";

const STEPS: Migrations = {
  "b/1": () => "create table steps (name text)",
  "b/2": () => "insert into steps values ('second')",
  "a/1": () => "insert into steps values ('third')",
};

onEachDatabase(
  "creates every table of the app once in a new database",
  async (test) => {
    const pending = await pendingIn(test, TEST_MIGRATIONS);
    equal(pending.map(({ name }) => name), Object.keys(TEST_MIGRATIONS));
    equal(await applyIn(test, TEST_MIGRATIONS), Object.keys(TEST_MIGRATIONS));
    equal(await applyIn(test, TEST_MIGRATIONS), []);
    equal(await pendingIn(test, TEST_MIGRATIONS), []);
    const { store } = await test.open();
    equal(await store.users.create(aUser()), true);
  },
  "empty",
);

onEachDatabase(
  "applies migrations in order, starting from the database's version",
  async (test) => {
    const { "b/1": first } = STEPS;
    equal(await applyIn(test, { "b/1": first }), ["b/1"]);
    equal(await applyIn(test, STEPS), ["b/2", "a/1"]);
    const rows = await test.edit("select name from steps");
    equal(rows.map((row) => ({ ...row })), [
      { name: "second" },
      { name: "third" },
    ]);
  },
  "empty",
);

onEachDatabase(
  "applies a migration to its end, whatever word it starts with",
  async (test) => {
    const migrations: Migrations = {
      "site/1": () =>
        "select 'a;b'; create table one (n integer); select 1; insert into one values (1);",
    };
    equal(await applyIn(test, migrations), ["site/1"]);
    equal((await test.edit("select n from one")).length, 1);
  },
  "empty",
);

onEachDatabase(
  "applies each migration once when ten processes start at the same time",
  async (test) => {
    await applyIn(test, {}); // Creates the file.
    const done = await Promise.all(
      Array.from({ length: 10 }, () => applyIn(test, STEPS)),
    );
    equal(done.flat().sort(), Object.keys(STEPS).sort());
    equal((await test.edit("select name from steps")).length, 2);
  },
  "empty",
);

onEachDatabase(
  "reports a mistake in a migration's SQL without the script",
  async (test) => {
    const broken: Migrations = {
      "site/1": () =>
        "create table one (id integer);\ncreate indx two on one (id);",
    };
    await rejects(
      applyIn(test, broken),
      /The migration site\/1 failed: (?=.*"indx")(?=.*syntax error).*\. None of it/,
    );
  },
);

onEachDatabase(
  "rolls back a failed migration and names it, so that it can be fixed",
  async (test) => {
    const broken: Migrations = {
      "site/1": () => "create table one (id integer)",
      "site/2": () =>
        "create table two (id integer); insert into nowhere values (1)",
      "site/3": () => "create table three (id integer)",
    };
    await rejects(applyIn(test, broken), (error) => {
      ok(error instanceof StoreOpenError, String(error));
      ok(/^The migration site\/2 failed: .*nowhere/.test(error.message));
      return true;
    });
    equal(await appliedIn(test), ["site/1"]);
    for (const table of ["two", "three"]) {
      await rejects(test.edit(`select * from ${table}`), table);
    }
    const mended = {
      ...broken,
      "site/2": () => "create table two (id integer)",
    };
    equal(await applyIn(test, mended), ["site/2", "site/3"]);
  },
  "empty",
);

onEachDatabase(
  "names a migration that creates an existing table",
  async (test) => {
    await applyIn(test, TEST_MIGRATIONS);
    const clash = { "site/1": () => "create table users (name text)" };
    await rejects(applyIn(test, { ...TEST_MIGRATIONS, ...clash }), (error) => {
      ok(error instanceof StoreOpenError, String(error));
      ok(
        /^The migration site\/1 failed: .*users"? already exists/
          .test(error.message),
        error.message,
      );
      return true;
    });
  },
  "empty",
);

onEachDatabase(
  "lists pending migrations with their SQL and changes nothing",
  async (test) => {
    const changes: Migrations = {
      ...TEST_MIGRATIONS,
      "site/notes": ({ key }) => `create table notes (id ${key})`,
      "site/breaking": { breaking: true, sql: () => "drop table notes" },
    };
    await applyIn(test, TEST_MIGRATIONS);
    const key = test.dialect === "sqlite" ? "text" : 'text collate "C"';
    for (let time = 0; time < 2; time++) {
      equal(await pendingIn(test, changes), [
        {
          name: "site/notes",
          sql: `create table notes (id ${key})`,
          breaking: false,
        },
        { name: "site/breaking", sql: "drop table notes", breaking: true },
      ]);
    }
    await rejects(test.edit("select * from notes"));
  },
  "empty",
);

onEachDatabase(
  "rejects an unknown breaking migration with an explanation and changes nothing",
  async (test) => {
    await applyIn(test, {
      "newer/1": {
        breaking: true,
        sql: () => "create table newer (id integer)",
      },
    });
    await rejects(openDatabase(test.settings, TEST_MIGRATIONS), (error) => {
      ok(error instanceof StoreOpenError, String(error));
      equal(error.name, "SchemaTooNewError");
      ok(/written by a newer version.*newer\/1/.test(error.message));
      return true;
    });
    equal(await appliedIn(test), ["newer/1"]);
  },
  "empty",
);

onEachDatabase(
  "runs with an unknown compatible migration",
  async (test) => {
    await applyIn(test, TEST_MIGRATIONS);
    await applyIn(test, {
      "newer/1": () => "alter table users add column nickname text",
    });
    const { store } = await test.open();
    const user = aUser();
    equal(await store.users.create(user), true);
    equal(await store.users.byId(user.id), user);
    await store.ping();
  },
  "empty",
);
