/**
 * Tables that a site may create, with rows that are hard to copy.
 *
 * @module
 */
import type { Database } from "../../database/database.ts";
import type { Migrations } from "../../database/migrations.ts";
import { createStore } from "../../store.ts";
import { aSession, aUser } from "./fixtures.ts";
import { TEST_MIGRATIONS } from "../site.ts";

/**
 * The library's migrations, and those of a site with notes, plans and teams.
 */
export const SITE: Migrations = {
  ...TEST_MIGRATIONS,
  "site/0001_notes": ({ key, text, whole, flag, number, bytes, strict }) => `
    create table plans (code ${key} primary key, title ${text} not null) ${strict};
    insert into plans values ('free', 'Free'), ('pro', 'Pro');
    create table notes (
      id ${numbered(strict)} primary key,
      author ${key} references users (id) on delete cascade,
      reply_to ${strict ? "integer" : "bigint"} references notes (id),
      body ${text} not null,
      rating ${number},
      photo ${bytes},
      huge ${strict ? "integer" : "bigint"},
      ${flag("pinned")} not null default ${strict ? "0" : "false"},
      ${whole("seen_at")},
      shout ${text} generated always as (upper(body)) stored
    ) ${strict};
    create table "Marks ""of"" all" (
      label ${key} not null,
      note ${strict ? "integer" : "bigint"} not null references notes (id),
      "select" ${text},
      primary key (label, note)
    ) ${strict};`,
  // Teams and members refer to each other, so neither can come first.
  "site/0002_teams": ({ key, strict }) => `
    create table teams (
      id ${key} primary key,
      leader ${key} not null ${strict && "references members (id)"}
    ) ${strict};
    create table members (
      id ${key} primary key,
      team ${key} not null references teams (id)
    ) ${strict};
    ${
    strict ? "" : `alter table teams add constraint leads foreign key (leader)
      references members (id)`
  }`,
};

function numbered(strict: string): string {
  return strict ? "integer" : "bigint generated always as identity";
}

/** Texts sorted by bytes. PostgreSQL's default order differs. */
export const SORTED = ["", "A", "Z", "a", "b", "é", "\uFFFD", "\u{1F600}"];

/** Inserts rows into the library's tables and the site's. */
export async function fillSite(database: Database) {
  const { users, sessions } = createStore(database, SITE);
  const [ada, bob] = [aUser({ name: "Ad\u00e4" }), aUser()];
  for (const user of [ada, bob]) {
    await users.create(user);
    await sessions.create(aSession(user));
  }
  await using connection = await database.openMigrations();
  const { run } = connection;
  const isSqlite = database.dialect === "sqlite";
  const [photo, infinite, always] = isSqlite
    ? ["x'00ff10'", "9e999", ""]
    : ["'\\x00ff10'", "'infinity'", "overriding system value"];
  await run("update plans set title = 'Gratis' where code = 'free'");
  await connection.exclusively(async () => {
    await run(`insert into notes
      (id, author, reply_to, body, rating, photo, huge, pinned, seen_at) ${always}
      values (1, '${ada.id}', null, 'one', 0.1, ${photo}, 9007199254740993, ${
      isSqlite ? 1 : true
    }, 9007199254740991),
      (2, '${bob.id}', 7, 'it''s "two"\n', ${infinite}, null, -9223372036854775808, ${
      isSqlite ? 0 : false
    }, 0),
      (7, null, 7, '', -2, ${photo.replace("00ff10", "")}, null, ${
      isSqlite ? 0 : false
    }, null)`);
    await run(
      `insert into "Marks ""of"" all" values ${
        SORTED.toReversed().map((text) =>
          `('${text}', 7, null), ('${text}', 1, '')`
        )
      }`,
    );
  });
  await run(
    isSqlite
      ? "insert into teams values ('red', 'eve'); insert into members values ('eve', 'red')"
      : `with one as (insert into teams values ('red', 'eve'))
         insert into members values ('eve', 'red')`,
  );
  return { ada, bob };
}
