/**
 * Migrations that refer to or change the app's tables, and other apps' tables.
 */
import { deepStrictEqual as equal, ok, rejects } from "node:assert/strict";
import { openDatabase } from "./open.ts";
import { StoreOpenError } from "./unavailable.ts";
import { createStore } from "../store.ts";
import { aSession, aUser } from "../testing/database/fixtures.ts";
import { applyIn } from "../testing/database/migrating.ts";
import {
  editFile,
  onEachDatabase,
} from "../testing/database/on_each_database.ts";
import { TEST_MIGRATIONS } from "../testing/site.ts";

onEachDatabase(
  "deletes rows of a site's table with the account they refer to",
  async (test) => {
    await applyIn(test, {
      ...TEST_MIGRATIONS,
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

/** In SQLite, `alter table` can't do what needs a new table here. */
const REBUILD = {
  sqlite: `
    create table users_rebuilt (
      id text primary key, name text not null, language text, profile text,
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
  "replacing a table keeps the rows that refer to it",
  async (test) => {
    await applyIn(test, TEST_MIGRATIONS);
    const user = aUser();
    const session = aSession(user);
    const before = await openDatabase(test.settings, TEST_MIGRATIONS);
    const store = createStore(before, TEST_MIGRATIONS);
    await store.users.create(user);
    await store.sessions.create(session);
    await store.close();
    await applyIn(test, {
      ...TEST_MIGRATIONS,
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
  "rejects a database with another app's tables with an explanation and leaves it unchanged",
  async (test) => {
    await test.edit(
      "create table users (name text); create table data (k text)",
    );
    await rejects(openDatabase(test.settings, TEST_MIGRATIONS), (error) => {
      ok(error instanceof StoreOpenError, String(error));
      ok(/another app/i.test(error.message), error.message);
      return true;
    });
    await rejects(test.edit("select * from latchkey_migrations"));
  },
  "empty",
);

Deno.test("SQLite: doesn't apply a migration that leaves dangling references", async () => {
  const folder = await Deno.makeTempDir();
  const settings = { databaseUrl: null, databaseFile: `${folder}/test.db` };
  const database = await openDatabase(settings, TEST_MIGRATIONS);
  const store = createStore(database, TEST_MIGRATIONS);
  const user = aUser();
  await store.users.create(user);
  await rejects(
    openDatabase(settings, {
      ...TEST_MIGRATIONS,
      "site/1": () => "delete from users",
    }),
    /rows of email_addresses refer to missing rows of users/,
  );
  equal(await store.users.byId(user.id), user);
  await store.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("SQLite: starts with rows whose account was deleted by hand", async () => {
  const folder = await Deno.makeTempDir();
  const settings = { databaseUrl: null, databaseFile: `${folder}/test.db` };
  const before = await openDatabase(settings, TEST_MIGRATIONS);
  const user = aUser();
  await createStore(before, TEST_MIGRATIONS).users.create(user);
  await before.close();
  // As `sqlite3` does: it checks foreign keys only when told to.
  editFile(settings.databaseFile, "delete from users");
  const after = await openDatabase(settings, TEST_MIGRATIONS);
  equal(await createStore(after, TEST_MIGRATIONS).users.byId(user.id), null);
  await after.close();
  await Deno.remove(folder, { recursive: true });
});
