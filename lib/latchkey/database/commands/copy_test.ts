import assert from "node:assert/strict";
import type { Cli } from "../../cli/cli.ts";
import { copyDatabase } from "../commands.ts";
import { processIo } from "../../cli/io.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { createPasswordHasher } from "../../crypto/password_hasher.ts";
import { connectDatabase } from "../open.ts";
import { readSettings } from "../../settings/settings.ts";
import { createStore } from "../../store.ts";
import {
  DIALECTS,
  linesOf,
  runSql,
  withPlaces,
} from "../../testing/database/places.ts";
import { fillSite, SITE } from "../../testing/database/site_tables.ts";
import { aSession, aUser, NOW } from "../../testing/database/fixtures.ts";
import {
  environmentOf,
  runAt,
  withBackup,
} from "../../testing/cli/backup_files.ts";
import { command } from "../../testing/cli/task.ts";
import { TEST_MIGRATIONS, TEST_SITE } from "../../testing/site.ts";

Deno.test("database copy copies, counts and compares every row", () =>
  withBackup(async ({ place, empty, connect }) => {
    const to = (await empty("sqlite")).databaseFile;
    const call = ["database", "copy", "--from", "DATABASE_FILE", "--to", to];
    const { code, out, err } = await runAt(place, [...call, "--json"]);
    assert.equal(code, 0, err);
    const lines = await linesOf(await connect(place));
    const copied = await connect({ databaseUrl: null, databaseFile: to });
    assert.deepEqual(await linesOf(copied), lines);
    const { written, rows, sha256 } = JSON.parse(out);
    assert.equal(written, lines.length);
    assert.deepEqual([rows.users, rows.notes, rows.codes], [2, 3, 0]);
    assert.match(sha256, /^[0-9a-f]{64}$/);
    const again = await runAt(place, call);
    assert.equal(again.code, 1);
    assert.match(again.err, /^The database is not empty: it has a row in /);
    const other = (await empty("sqlite")).databaseFile;
    const result = await runAt(place, [...call.slice(0, -1), other]);
    const next =
      `Next: set DATABASE_FILE to ${other}, and remove DATABASE_URL.`;
    assert.ok(result.err.startsWith(next), result.err);
  }));

Deno.test(
  "the task copies from SQLite to PostgreSQL and back without changes",
  {
    ignore: !DIALECTS.includes("postgres"),
  },
  () =>
    withPlaces(async ({ empty, open, connect }) => {
      const [here, there, back] = [
        await empty("sqlite"),
        await empty("postgres"),
        await empty("sqlite"),
      ];
      const database = await open(here, TEST_MIGRATIONS);
      const { users, sessions } = createStore(database, TEST_MIGRATIONS);
      for (let count = 0; count < 3; count++) {
        const user = aUser({ name: `Ad\u00e4 ${count}` });
        await users.create(user);
        await sessions.create(aSession(user));
      }
      const env = {
        ...environmentOf(here),
        ...environmentOf(there),
        NO_COLOR: "1",
      };
      const copy = (from: string, to: string) =>
        command(
          "deno",
          ["task", "-q", "cli", "database", "copy", "--from", from, "--to", to],
          env,
          "",
        );
      const first = await copy("DATABASE_FILE", "DATABASE_URL");
      assert.equal(first.code, 0, first.err);
      assert.match(first.out, /^users +3$/m);
      const second = await copy("DATABASE_URL", back.databaseFile);
      assert.equal(second.code, 0, second.err);
      assert.deepEqual(
        withoutEmpty(second.out),
        withoutEmpty(first.out),
        "the same counts and the same hash",
      );
      assert.deepEqual(
        await linesOf(await connect(back)),
        await linesOf(database),
      );
      const said = first.out + first.err + second.out + second.err;
      assert.ok(!said.includes(there.databaseUrl?.password ?? ""));
    }),
);

/** The counts of tables with rows: the copy also has the tables of the site's features. */
function withoutEmpty(out: string): string[] {
  return out.replaceAll(/ +/g, " ").split("\n")
    .filter((line) => !/^\w+ 0$/.test(line));
}

/** A command context without a database: opening one is an error. */
const closed: Cli = {
  site: TEST_SITE,
  io: processIo(),
  settings: () =>
    readSettings(TEST_SITE, { APP_ENV: "test", BCRYPT_COST: "4" }),
  openStore: () => Promise.reject(new Error("it was opened")),
  connectDatabase: () => Promise.reject(new Error("it was opened")),
  migrations: TEST_MIGRATIONS,
  createPasswords: () => createPasswordHasher({ cost: 4 }),
  now: () => NOW,
};

Deno.test("database copy rejects an invalid database name without repeating a password", async () => {
  const onDeploy = () => readSettings(TEST_SITE, { DENO_DEPLOYMENT_ID: "x1" });
  for (
    const [to, why, settings = closed.settings] of [
      ["", /The database name is empty/],
      ["https://ada:hunter2@db.example.com", /must be the path of a file/],
      ["file:/srv/latchkey.db", /must be the path of a file/],
      ["/srv/latchkey/", /which is a folder/],
      ["postgres://u:hunter2@/x/y", /DATABASE_URL/],
      ["DATABASE_URL", /^DATABASE_URL is not set/],
      ["DATABASE_FILE", /^DATABASE_FILE is not set/, onDeploy],
    ] as const
  ) {
    await assert.rejects(
      copyDatabase({ ...closed, settings }, { from: "/tmp/a.db", to }),
      (error) => {
        assert.ok(error instanceof CommandFailure);
        assert.equal(error.code, "usage");
        assert.match(error.message, why);
        return !error.message.includes("hunter2");
      },
    );
  }
});

Deno.test("database copy reports a missing database, and source and target that are the same", () =>
  withBackup(async ({ place, folder }) => {
    const copy = (from: string, to: string) =>
      runAt(place, ["database", "copy", "--from", from, "--to", to]);
    const missing = await copy(`${folder}/x.db`, `${folder}/y.db`);
    assert.match(missing.err, /^There is no database at .*x\.db\./);
    const same = await copy(place.databaseFile, "DATABASE_FILE");
    assert.match(same.err, /^--from and --to are the same database/);
  }));

Deno.test("database copy shows progress from no row to all of them twice", () =>
  withPlaces(async ({ empty, open }) => {
    const [here, there] = [await empty("sqlite"), await empty("sqlite")];
    const database = await open(here, SITE);
    await fillSite(database);
    await runSql(
      database,
      `with recursive n(i) as (select 100 union all select i + 1 from n where i < 1299)
       insert into notes (id, body) select i, '' from n`,
    );
    const { length } = await linesOf(database);
    const seen: [number | null, string][] = [];
    const io = {
      ...processIo(),
      progress: (total: number | null) => {
        seen.push([total, "total"]);
        return Promise.resolve({
          reach: (rows: number, text: string) => void seen.push([rows, text]),
          stop: () => void seen.push([null, "stopped"]),
        });
      },
    };
    await copyDatabase(
      { ...closed, io, connectDatabase, migrations: SITE },
      { from: here.databaseFile, to: there.databaseFile },
    );
    assert.deepEqual(seen, [
      [2 * length, "total"],
      [500, "500 copied"],
      [1000, "1000 copied"],
      [length + 500, "500 compared"],
      [length + 1000, "1000 compared"],
      [null, "stopped"],
    ]);
  }));
