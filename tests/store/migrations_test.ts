/** How a database comes to have its tables, on SQLite and PostgreSQL. */
import { deepStrictEqual as equal, ok, rejects } from "node:assert/strict";
import {
  connectDatabase,
  MIGRATIONS,
  openDatabase,
} from "../../lib/database/open.ts";
import {
  migrate,
  type Migrations,
  pendingMigrations,
} from "../../lib/database/migrations.ts";
import { StoreOpenError } from "../../lib/database/unavailable.ts";
import { createStore } from "../../lib/store/store.ts";
import { aSession, aUser, NOW } from "./fixtures.ts";
import { onEachDatabase, type TestDatabase } from "./on_each_database.ts";

/** Applies migrations as a process that starts does. */
async function applyIn(
  { settings }: TestDatabase,
  migrations: Migrations,
): Promise<string[]> {
  const database = await connectDatabase(settings);
  try {
    await using connection = await database.openMigrations();
    return await migrate(connection, migrations, NOW);
  } finally {
    await database.close();
  }
}

/** What a process that starts would apply. */
async function pendingIn({ settings }: TestDatabase, migrations: Migrations) {
  const database = await connectDatabase(settings);
  try {
    await using connection = await database.openMigrations();
    return await pendingMigrations(connection, migrations);
  } finally {
    await database.close();
  }
}

const applied = ({ edit }: TestDatabase) =>
  edit<{ name: string }>(
    "select name from latchkey_migrations order by applied_at, name",
  ).then((rows) => rows.map(({ name }) => name));

const STEPS: Migrations = {
  "b/1": () => "create table steps (name text)",
  "b/2": () => "insert into steps values ('second')",
  "a/1": () => "insert into steps values ('third')",
};

onEachDatabase(
  "a new database gets every table of the app, once",
  async (test) => {
    const pending = await pendingIn(test, MIGRATIONS);
    equal(pending.map(({ name }) => name), Object.keys(MIGRATIONS));
    equal(await applyIn(test, MIGRATIONS), Object.keys(MIGRATIONS));
    equal(await applyIn(test, MIGRATIONS), []);
    equal(await pendingIn(test, MIGRATIONS), []);
    const { store } = await test.open();
    equal(await store.users.create(aUser()), true);
  },
  "empty",
);

onEachDatabase(
  "migrations are applied in the order in which they stand, from where the database is",
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
  "of ten processes that start together one applies each migration",
  async (test) => {
    await applyIn(test, {}); // Makes the file.
    const done = await Promise.all(
      Array.from({ length: 10 }, () => applyIn(test, STEPS)),
    );
    equal(done.flat().sort(), Object.keys(STEPS).sort());
    equal((await test.edit("select name from steps")).length, 2);
  },
  "empty",
);

onEachDatabase(
  "a migration that fails leaves nothing of itself, names itself, and can be mended",
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
    equal(await applied(test), ["site/1"]);
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
  "what is pending is told with its SQL, and nothing is changed",
  async (test) => {
    const changes: Migrations = {
      ...MIGRATIONS,
      "site/notes": ({ key }) => `create table notes (id ${key})`,
      "site/breaking": { breaking: true, sql: () => "drop table notes" },
    };
    await applyIn(test, MIGRATIONS);
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
  "a breaking migration that the app does not know is refused with words, and changes nothing",
  async (test) => {
    await applyIn(test, {
      "newer/1": {
        breaking: true,
        sql: () => "create table newer (id integer)",
      },
    });
    await rejects(openDatabase(test.settings), (error) => {
      ok(error instanceof StoreOpenError, String(error));
      equal(error.name, "SchemaTooNewError");
      ok(/written by a newer version.*newer\/1/.test(error.message));
      return true;
    });
    equal(await applied(test), ["newer/1"]);
  },
  "empty",
);

onEachDatabase(
  "a compatible migration that the app does not know is served",
  async (test) => {
    await applyIn(test, MIGRATIONS);
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

onEachDatabase(
  "rows of a site's own table go with the account they refer to",
  async (test) => {
    await applyIn(test, {
      ...MIGRATIONS,
      "site/notes": ({ key, text, strict }) =>
        `create table notes (
         user_id ${key} not null references users (id) on delete cascade,
         text ${text} not null
       ) ${strict}`,
    });
    const { store: { users } } = await test.open();
    for (const id of ["ada", "bob"]) {
      await users.create(aUser({ id }));
      await test.edit(`insert into notes values ('${id}', 'a note')`);
    }
    equal(await users.remove("ada"), true);
    const rows = await test.edit<{ user_id: string }>("select * from notes");
    equal(rows.map(({ user_id }) => user_id), ["bob"]);
  },
  "empty",
);

/** As SQLite wants it for what `alter table` cannot do; PostgreSQL takes away and puts back what refers to it. */
const REBUILD = {
  sqlite: `
    create table users_rebuilt (
      id text primary key, name text not null, language text,
      password_hash text not null, slow_hash integer not null,
      verified_at integer, disabled integer not null,
      session_epoch integer not null, credential_epoch integer not null,
      delete_after integer, imported_at integer,
      created_at integer not null
    ) strict;
    insert into users_rebuilt select * from users;
    drop table users;
    alter table users_rebuilt rename to users`,
  postgres: "alter table users alter column name type varchar(500)",
};

onEachDatabase(
  "a table that is replaced by a changed one takes along no row that refers to it",
  async (test) => {
    await applyIn(test, MIGRATIONS);
    const user = aUser();
    const session = aSession(user);
    const before = await openDatabase(test.settings);
    const store = createStore(before, MIGRATIONS);
    await store.users.create(user);
    await store.sessions.create(session);
    await store.close();
    await applyIn(test, {
      ...MIGRATIONS,
      "site/rebuild": () => REBUILD[test.dialect],
    });
    const after = await test.open();
    equal(await after.store.sessions.find(session.id, user.id), {
      session,
      user,
    });
    equal(await after.store.users.remove(user.id), true);
    equal((await test.edit("select id from sessions")).length, 0);
  },
  "empty",
);

onEachDatabase(
  "a database that has tables of another app is refused with words, and left as it is",
  async (test) => {
    await test.edit(
      "create table users (name text); create table data (k text)",
    );
    await rejects(openDatabase(test.settings), (error) => {
      ok(error instanceof StoreOpenError, String(error));
      ok(/another app/.test(error.message), error.message);
      return true;
    });
    await rejects(test.edit("select * from latchkey_migrations"));
  },
  "empty",
);

Deno.test("SQLite: a migration that leaves rows without what they refer to is not applied", async () => {
  const folder = await Deno.makeTempDir();
  const settings = { databaseUrl: null, databaseFile: `${folder}/test.db` };
  const database = await openDatabase(settings);
  const store = createStore(database, MIGRATIONS);
  const user = aUser();
  await store.users.create(user);
  await rejects(
    openDatabase(settings, {
      ...MIGRATIONS,
      "site/1": () => "delete from users",
    }),
    /rows of email_addresses refer to users rows/,
  );
  equal(await store.users.byId(user.id), user);
  await store.close();
  await Deno.remove(folder, { recursive: true });
});
