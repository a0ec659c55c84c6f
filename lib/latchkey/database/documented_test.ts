/** Checks the claims in `docs/database.md` on SQLite and PostgreSQL. */
import assert from "node:assert/strict";
import { sql } from "kysely";
import type { Database } from "./database.ts";
import { openDatabase } from "./open.ts";
import {
  ignore,
  migratedDatabase,
  openPostgres,
} from "../testing/postgres/each_database.ts";
import { TEST_MIGRATIONS } from "../testing/site.ts";

const TEXT = await Deno.readTextFile("docs/database.md");

/** The SQL blocks of a section. */
function blocksOf(heading: string): string[] {
  const [, section] = TEXT.split(`\n## ${heading}\n`);
  return [...section.split("\n## ")[0].matchAll(/^```sql\n(.*?)^```$/gms)]
    .map(([, block]) => block);
}

const STATEMENTS = blocksOf("The schema").join("").split(";")
  .map(oneLine).filter((statement) => statement !== "");

const QUERIES = blocksOf("Ten queries");

/** Not in the document: what keeps a number exact in JavaScript. */
const RANGE = / check \(\w+ between 0 and 9007199254740991\)/g;

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ");
}

function openSqlite(): Promise<Database> {
  return openDatabase(
    { databaseUrl: null, databaseFile: ":memory:" },
    TEST_MIGRATIONS,
  );
}

async function rowsOf<Row>({ db }: Database, query: string): Promise<Row[]> {
  return (await sql<Row>`${sql.raw(query)}`.execute(db)).rows;
}

Deno.test("documents the SQLite schema that the migrations create", async () => {
  const database = await openSqlite();
  const rows = await rowsOf<{ sql: string }>(
    database,
    "select sql from sqlite_schema where sql is not null",
  );
  const made = rows.map((row) => oneLine(row.sql.replaceAll(RANGE, "")));
  assert.deepEqual(STATEMENTS.toSorted(), made.toSorted());
  await database.close();
});

Deno.test("documents every table", async () => {
  const database = await openSqlite();
  const tables = await rowsOf<{ name: string }>(
    database,
    "select name from sqlite_schema where type = 'table'",
  );
  for (const { name } of tables) {
    assert.match(TEXT, new RegExp(`^\\| \`${name}\` `, "m"));
  }
  await database.close();
});

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** The columns in the document, with the types it gives for PostgreSQL. */
function documentedColumns(): Column[] {
  return STATEMENTS.flatMap((statement) => {
    const [, table, columns] =
      /^CREATE TABLE (\w+) \( (.*) \) strict$/.exec(statement) ?? [];
    if (table === undefined) return [];
    return columns.split(/, (?![^(]*\))/)
      .map((line) => /^(\w+) (.*)$/.exec(line)!)
      .filter(([, column]) => column !== "primary")
      .map(([, column, rest]) => ({ table, column, type: typeOf(rest) }));
  });
}

function typeOf(column: string): string {
  if (column.startsWith("text")) return "text";
  if (column.startsWith("real")) return "double precision";
  if (column.includes("in (0, 1)")) return "boolean";
  return column.includes("(id = 1)") ? "integer" : "bigint";
}

const byName = (one: Column, other: Column) =>
  `${one.table}.${one.column}` < `${other.table}.${other.column}` ? -1 : 1;

Deno.test({
  name: "documents PostgreSQL's tables, columns, indexes and types",
  ignore,
  async fn() {
    const database = await openPostgres(await migratedDatabase());
    const columns = await rowsOf<Column>(
      database,
      `select table_name as "table", column_name as "column", data_type as type
       from information_schema.columns where table_schema = 'public'`,
    );
    assert.deepEqual(
      columns.toSorted(byName),
      documentedColumns().toSorted(byName),
    );
    const indexes = await rowsOf<{ name: string }>(
      database,
      `select indexname as name from pg_indexes
       where schemaname = 'public' and indexname !~ '_pkey$'`,
    );
    assert.deepEqual(
      indexes.map(({ name }) => name).toSorted(),
      STATEMENTS.flatMap((statement) =>
        /^CREATE (?:UNIQUE )?INDEX (\w+)/.exec(statement)?.[1] ?? []
      ).toSorted(),
    );
    await database.close();
  },
});

Deno.test({
  name: "sorts keys and foreign keys in PostgreSQL by their bytes",
  ignore,
  async fn() {
    const database = await openPostgres(await migratedDatabase());
    const keys = await rowsOf(
      database,
      `select constraint_name from information_schema.key_column_usage
       join information_schema.columns using (table_schema, table_name, column_name)
       where table_schema = 'public' and data_type = 'text'
         and collation_name is distinct from 'C'`,
    );
    assert.deepEqual(keys, []);
    await database.close();
  },
});

const NOW = Date.UTC(2030, 0, 31);
const DAY = 24 * 60 * 60 * 1000;

/** Adds two accounts, and some rows for each query. */
async function fill({ db }: Database): Promise<void> {
  const user = {
    name: "Ada",
    language: null,
    passwordHash: "",
    slowHash: false,
    verifiedAt: null,
    disabled: false,
    sessionEpoch: 0,
    credentialEpoch: 0,
    deleteAfter: null,
    createdAt: NOW - 2 * DAY,
  };
  await db.insertInto("users").values([
    { ...user, id: "ada", verifiedAt: NOW },
    { ...user, id: "bob", disabled: true, createdAt: NOW - 40 * DAY },
  ]).execute();
  const addresses = ["ada", "bob"].map((userId) => ({
    userId,
    address: `${userId}@example.com`,
    addressKey: `${userId}@example.com`,
    domain: "example.com",
    keptUntil: null,
  }));
  await db.insertInto("emailAddresses").values(addresses).execute();
  await db.insertInto("userRoles").values({ userId: "ada", role: "admin" })
    .execute();
  const session = {
    userId: "ada",
    remembered: true,
    bearer: false,
    userAgent: "Firefox",
    createdAt: NOW - DAY,
    lastSeenAt: NOW - DAY,
    provedAt: 0,
    factorAt: 0,
    expiresAt: NOW + DAY,
  };
  await db.insertInto("sessions").values([
    { ...session, id: "open", epoch: 0 },
    { ...session, id: "over", epoch: 1 },
  ]).execute();
  const activity = { kind: "login_failed", userAgent: "", detail: "" };
  await db.insertInto("activity").values(
    ["ada", "bob"].map((userId) => ({
      ...activity,
      id: userId,
      userId,
      at: NOW - 1,
      client: "192.0.2.0",
      expiresAt: NOW + DAY,
    })),
  ).execute();
  const email = { data: "{}", userId: null, createdAt: NOW, attempts: 1 };
  await db.insertInto("emails").values(
    [NOW, null].map((dueAt) => ({
      ...email,
      id: String(dueAt),
      kind: "recover",
      dueAt,
      lastError: "",
      claimedAt: NOW,
      keptUntil: NOW + DAY,
    })),
  ).execute();
}

/** What each query finds in them, with flags as numbers. */
async function answersOf(database: Database): Promise<unknown[][]> {
  const answers: unknown[][] = [];
  for (const query of QUERIES) {
    const rows = await rowsOf<Record<string, unknown>>(
      database,
      query.replaceAll(":now", String(NOW)),
    );
    answers.push(
      rows.map((row) =>
        Object.values(row).map((value) =>
          typeof value === "boolean" ? Number(value) : value
        )
      ),
    );
  }
  return answers;
}

/** Written by hand, in the order of the document. */
const ANSWERS = [
  [[2, 1, 1, 0]],
  [["ada", "Ada", 0, null]],
  [[2, 1]],
  [[1]],
  [["open", "Firefox", NOW - DAY, NOW - DAY]],
  [["admin", "ada@example.com"]],
  [["bob", "bob@example.com", 40]],
  [[NOW - 1, "login_failed", "", "192.0.2.0", ""]],
  [["192.0.2.0", 2, 2]],
  [["recover", 0, 1, NOW], ["recover", 1, 1, NOW]],
];

Deno.test("the ten queries return the documented results on SQLite", async () => {
  const database = await openSqlite();
  await fill(database);
  assert.deepEqual(await answersOf(database), ANSWERS);
  await database.close();
});

Deno.test({
  name: "the ten queries return the same on PostgreSQL",
  ignore,
  async fn() {
    const database = await openPostgres(await migratedDatabase());
    await fill(database);
    assert.deepEqual(await answersOf(database), ANSWERS);
    await database.close();
  },
});
