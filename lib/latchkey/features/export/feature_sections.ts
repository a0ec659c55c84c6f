/**
 * Data that features store about a person.
 *
 * @module
 */
import { placeholders, runOn } from "../../database/any_row.ts";
import { quoteName, type Table, tablesOf } from "../../database/any_table.ts";
import type { SqlConnection } from "../../database/migrations.ts";
import type { TableSpec } from "../../database/schema.ts";
import type { Feature, Services } from "../../services.ts";

/** The services that reading it needs. */
export type SectionServices = Pick<Services, "site" | "database" | "use">;

/** Rows read per query. */
const BATCH = 500;

/**
 * A section for each feature that stores data about users, by the feature's name: the rows
 * of its tables, then the result of its `exportUser`. Column names are in `camelCase`.
 * Times are milliseconds since the epoch, and bytes are in base64.
 */
export async function featureSections(
  { site, database: { db, dialect }, use }: SectionServices,
  userId: string,
): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  const connection = { dialect, run: runOn(db) };
  const hasTables = site.features.some(({ tables }) =>
    Object.keys(tables).length > 0
  );
  const tables = new Map(
    (hasTables ? await tablesOf(connection) : [])
      .map((table) => [table.name, table]),
  );
  const sections: Record<string, Record<string, unknown>> = {};
  for (const feature of site.features) {
    const section = {
      ...await rowsOfFeature(connection, feature, tables, userId),
      ...await feature.exportUser?.(use(feature), userId),
    };
    if (Object.keys(section).length > 0) sections[feature.name] = section;
  }
  return sections;
}

async function rowsOfFeature(
  connection: SqlConnection,
  { name, tables: specs }: Feature,
  tables: ReadonlyMap<string, Table>,
  userId: string,
): Promise<Record<string, unknown>> {
  const section: Record<string, unknown> = {};
  for (const [tableName, spec] of Object.entries(specs)) {
    if (spec.userId === null) continue;
    const table = tables.get(tableName);
    if (!table) {
      throw new TypeError(
        `The feature ${name} declares the table ${tableName}, but none of its ` +
          "migrations creates it.",
      );
    }
    const rows: unknown[] = [];
    for await (const row of rowsOfUser(connection, table, spec, userId)) {
      checkHidden(row, spec, tableName);
      rows.push(visible(row, spec));
    }
    section[camelCase(tableName)] = rows;
  }
  return section;
}

/** The rows of a user, ordered by primary key. */
async function* rowsOfUser(
  { run, dialect }: SqlConnection,
  { name, key }: Table,
  { userId: column }: TableSpec,
  userId: string,
): AsyncGenerator<Record<string, unknown>> {
  const keyColumns = key.map(({ name }) => quoteName(name)).join(", ");
  const first = dialect === "sqlite" ? "?" : "$1";
  let where = `${quoteName(column!)} = ${first}`;
  let values: unknown[] = [userId];
  for (;;) {
    const rows = await run(
      `select * from ${quoteName(name)} where ${where}
        order by ${keyColumns} limit ${BATCH}`,
      values,
    );
    yield* rows;
    if (rows.length < BATCH) return;
    const last = rows[BATCH - 1];
    where = `${quoteName(column!)} = ${first}
      and (${keyColumns}) > ${placeholders(dialect, key.length, 1)}`;
    values = [userId, ...key.map(({ name }) => last[name])];
  }
}

/** A misspelt column name must not expose what it should hide. */
function checkHidden(
  row: Record<string, unknown>,
  { hidden = [] }: TableSpec,
  table: string,
): void {
  const missing = hidden.find((name) => !Object.hasOwn(row, name));
  if (missing === undefined) return;
  throw new TypeError(
    `The table ${table} hides the column ${missing}, which does not exist.`,
  );
}

function visible(
  row: Record<string, unknown>,
  { hidden = [] }: TableSpec,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !hidden.includes(name))
      .map(([name, value]) => [camelCase(name), exportable(value)]),
  );
}

function exportable(value: unknown): unknown {
  return value instanceof Uint8Array ? value.toBase64() : value;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z\d])/g, (_, letter) => letter.toUpperCase());
}
