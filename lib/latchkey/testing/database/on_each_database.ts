/**
 * Tests that run on SQLite and on PostgreSQL, each with its own database.
 *
 * @module
 */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { DialectName } from "../../database/column_types.ts";
import type { Settings } from "../../settings/settings.ts";
import { type OpenStore, openStore } from "../../open_store.ts";
import {
  emptiedDatabase,
  ignore,
  migratedDatabase,
  theServer,
} from "../postgres/each_database.ts";
import { execute } from "../postgres/server.ts";
import { TEST_MIGRATIONS } from "../site.ts";

/** A test's database. */
export interface TestDatabase {
  readonly dialect: DialectName;
  readonly settings: Pick<Settings, "databaseUrl" | "databaseFile">;
  /**
   * Runs SQL on a connection of its own, like `sqlite3` and `psql`, and returns the rows of the
   * last statement.
   */
  edit<Row extends object>(sql: string): Promise<Row[]>;
  /** Opens it as the app does. It is closed after the test. */
  open(): Promise<OpenStore>;
}

/**
 * The content of the database at the start. `empty`: no tables. `migrated`: empty tables, which
 * the test may change. `rows`: empty tables, in which the test only writes rows.
 */
export type Contents = "rows" | "migrated" | "empty";

/**
 * Registers a test for an SQLite file and one for PostgreSQL. The latter is ignored when
 * PostgreSQL isn't available.
 *
 * @param contents What the database contains at the start.
 *
 * @example
 * ```ts
 * import { onEachDatabase } from "@latchkey/core/testing/databases";
 *
 * onEachDatabase("answers a ping", async ({ open }) => {
 *   const { store } = await open();
 *   await store.ping();
 * });
 * ```
 */
export function onEachDatabase(
  sentence: string,
  body: (test: TestDatabase) => Promise<void>,
  contents: Contents = "rows",
): void {
  Deno.test(`SQLite: ${sentence}`, () => withFile(body));
  Deno.test({
    name: `PostgreSQL: ${sentence}`,
    ignore,
    fn: () => withPostgres(body, contents),
  });
}

async function withPostgres(
  body: (test: TestDatabase) => Promise<void>,
  contents: Contents,
): Promise<void> {
  const url = contents === "empty"
    ? await theServer().createDatabase()
    : contents === "migrated"
    ? await migratedDatabase()
    : await emptiedDatabase();
  const databaseUrl = new URL(url);
  await runOn(body, {
    dialect: "postgres",
    settings: { databaseUrl, databaseFile: null },
    edit: (sql) => execute(databaseUrl.href, sql),
  });
}

async function withFile(
  body: (test: TestDatabase) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "latchkey-" });
  const databaseFile = join(folder, "test.db");
  try {
    await runOn(body, {
      dialect: "sqlite",
      settings: { databaseUrl: null, databaseFile },
      edit: (sql) =>
        Promise.resolve(sql).then((sql) => editFile(databaseFile, sql)),
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function runOn(
  body: (test: TestDatabase) => Promise<void>,
  test: Omit<TestDatabase, "open">,
): Promise<void> {
  const opened: OpenStore[] = [];
  const open = async () => {
    const one = await openStore(test.settings, TEST_MIGRATIONS);
    opened.push(one);
    return one;
  };
  try {
    await body({ ...test, open });
  } finally {
    for (const { store } of opened) await store.close();
  }
}

/** Runs SQL on a file that an app may have open. */
export function editFile<Row extends object>(path: string, sql: string): Row[] {
  const database = new DatabaseSync(path, {
    enableForeignKeyConstraints: false,
    timeout: 5_000,
  });
  try {
    if (!/^\s*(?:select|pragma|explain)\b|\breturning\b/i.test(sql)) {
      database.exec(sql);
      return [];
    }
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}
