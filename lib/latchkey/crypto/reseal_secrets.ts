/**
 * Sealing the secrets of a database with the newest data key.
 *
 * @module
 */
import { runOn } from "../database/any_row.ts";
import { quoteName, type Table } from "../database/any_table.ts";
import type { Database } from "../database/database.ts";
import type { SqlConnection } from "../database/migrations.ts";
import type { Secrets } from "./secrets.ts";
import {
  type Features,
  isUsed,
  keyOf,
  type Place,
  placesIn,
  tablesByName,
} from "./stored_secrets.ts";

/** The outcome of {@linkcode resealSecrets}. */
export interface Resealed {
  readonly resealed: number;
  /** Secrets that no key opens: their key is gone, or their row was changed. */
  readonly unreadable: number;
}

/** Rows sealed again between two reads. */
const BATCH = 200;

/**
 * Seals every sealed secret again that isn't under the newest key. It can be interrupted and
 * repeated, and running servers may change the same rows.
 *
 * @param onProgress Called with the number of secrets so far.
 */
export async function resealSecrets(
  { db, dialect }: Pick<Database, "db" | "dialect">,
  { site, secrets, onProgress }: {
    readonly site: Features;
    readonly secrets: Secrets;
    readonly onProgress?: (secrets: number) => void;
  },
): Promise<Resealed> {
  const connection = { dialect, run: runOn(db) };
  const tables = await tablesByName(connection);
  let [resealed, unreadable] = [0, 0];
  for (const place of placesIn(site)) {
    const table = tables.get(place.table);
    if (!table || place.kind !== "sealed") continue;
    for await (const row of rowsToReseal(connection, table, place, secrets)) {
      if (await resealRow(connection, table, place, { secrets, row })) {
        resealed++;
      } else unreadable++;
      onProgress?.(resealed + unreadable);
    }
  }
  return { resealed, unreadable };
}

/** A row as {@linkcode rowsToReseal} reads it. */
interface SealedRow {
  readonly owner: string;
  readonly sealed: string;
  /** The values of the primary key. */
  readonly key: readonly unknown[];
}

async function* rowsToReseal(
  connection: SqlConnection,
  { key }: Table,
  place: Place,
  secrets: Secrets,
): AsyncGenerator<SealedRow> {
  const [newest] = await secrets.keyIds();
  const value = parameterOf(connection);
  const names = key.map(({ name }) => quoteName(name));
  const select = `select ${quoteName(place.userId)} as owner,
    ${quoteName(place.column)} as sealed,
    ${names.map((name, at) => `${name} as key${at}`).join(", ")}
    from ${quoteName(place.table)}
    where ${isUsed(place)} and ${keyOf(connection, place)} <> ${value(1)}`;
  let [after, last]: [string, unknown[]] = ["", []];
  for (;;) {
    const rows = await connection.run(
      `${select}${after} order by ${names.join(", ")} limit ${BATCH}`,
      [newest, ...last],
    );
    const read = rows.map((row): SealedRow => ({
      owner: String(row.owner),
      sealed: String(row.sealed),
      key: names.map((_, at) => row[`key${at}`]),
    }));
    yield* read;
    if (read.length < BATCH) return;
    const values = names.map((_, at) => value(at + 2)).join(", ");
    after = ` and (${names.join(", ")}) > (${values})`;
    last = [...read[BATCH - 1].key];
  }
}

/** SQL for the parameter with an index, from 1. */
function parameterOf(
  { dialect }: Pick<SqlConnection, "dialect">,
): (index: number) => string {
  return dialect === "sqlite" ? () => "?" : (index) => `$${index}`;
}

/** Returns false for a secret that no key opens. One that was changed meanwhile is new, and stays. */
async function resealRow(
  connection: SqlConnection,
  table: Table,
  { column, purpose }: Place,
  { secrets, row: { owner, sealed, key } }: {
    readonly secrets: Secrets;
    readonly row: SealedRow;
  },
): Promise<boolean> {
  const secretOwner = { purpose, userId: owner };
  const secret = await secrets.unseal(secretOwner, sealed);
  if (secret === null) return false;
  const value = parameterOf(connection);
  const isRow = table.key.map(({ name }, at) =>
    `${quoteName(name)} = ${value(at + 3)}`
  ).join(" and ");
  await connection.run(
    `update ${quoteName(table.name)} set ${quoteName(column)} = ${value(1)}
      where ${quoteName(column)} = ${value(2)} and ${isRow}`,
    [await secrets.seal(secretOwner, secret), sealed, ...key],
  );
  return true;
}
