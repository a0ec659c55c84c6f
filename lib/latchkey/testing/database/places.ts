/**
 * Databases of both dialects.
 *
 * @module
 */
import { withContents } from "../../database/any_row.ts";
import type { DialectName } from "../../database/column_types.ts";
import type { Database } from "../../database/database.ts";
import type { Migrations } from "../../database/migrations.ts";
import { connectDatabase, openDatabase } from "../../database/open.ts";
import { ignore, theServer } from "../postgres/each_database.ts";

/** The dialects that are available. */
export const DIALECTS: readonly DialectName[] = ignore
  ? ["sqlite"]
  : ["sqlite", "postgres"];

/** Every pair of source and target. */
export const WAYS = DIALECTS.flatMap((from) =>
  DIALECTS.map((to) => ({ from, to }))
);

/** The location of a database. */
export interface Place {
  readonly databaseUrl: URL | null;
  readonly databaseFile: string;
}

/** Locations and open databases, which are removed after a test. */
export interface Places {
  readonly folder: string;
  /** The location of an empty database. */
  empty(dialect: DialectName): Promise<Place>;
  /** Opens a database without migrating it. */
  connect(place: Place): Promise<Database>;
  /** Opens a database and applies these migrations. */
  open(at: DialectName | Place, migrations: Migrations): Promise<Database>;
}

/** Runs a test with its own locations. */
export async function withPlaces(
  test: (places: Places) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const opened: Database[] = [];
  const keep = (database: Database) => {
    opened.push(database);
    return database;
  };
  const empty = async (dialect: DialectName): Promise<Place> => ({
    databaseUrl: dialect === "sqlite"
      ? null
      : new URL(await theServer().createDatabase()),
    databaseFile: `${folder}/${crypto.randomUUID()}.db`,
  });
  try {
    await test({
      folder,
      empty,
      connect: async (place) => keep(await connectDatabase(place)),
      open: async (at, migrations) =>
        keep(
          await openDatabase(
            typeof at === "string" ? await empty(at) : at,
            migrations,
          ),
        ),
    });
  } finally {
    for (const database of opened) await database.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** All rows of a database as lines of JSON. */
export function linesOf(database: Database): Promise<string[]> {
  return withContents(database, async ({ rows }) => {
    const lines: string[] = [];
    for await (const row of rows) lines.push(JSON.stringify(row));
    return lines;
  });
}

/** Runs SQL on a database of either dialect. */
export async function runSql(
  database: Database,
  sql: string,
  values?: readonly unknown[],
): Promise<Record<string, unknown>[]> {
  await using connection = await database.openMigrations();
  return (await connection.run(sql, values)).map((row) => ({ ...row }));
}
