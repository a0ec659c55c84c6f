/**
 * The secrets that the database keeps under data keys, whichever features store them.
 *
 * @module
 */
import { runOn } from "../database/any_row.ts";
import { quoteName, type Table, tablesOf } from "../database/any_table.ts";
import type { Database } from "../database/database.ts";
import type { SqlConnection } from "../database/migrations.ts";
import type { Schema, SecretColumn } from "../database/schema.ts";

/** The secrets under one key. */
export interface KeyUse {
  /** Its id, which may be that of a key that is gone. */
  readonly kid: string;
  /** Secrets that can be sealed again with a newer key. */
  readonly sealed: number;
  /** Secrets that need this key for as long as they are used. */
  readonly hashed: number;
}

/** A site, or a part of it. */
export interface Features {
  readonly features: readonly Pick<Schema, "name" | "tables">[];
}

/** A column with secrets, and where it is. */
export interface Place extends SecretColumn {
  readonly table: string;
  readonly column: string;
  readonly userId: string;
}

/** The names of the features whose secrets need data keys. */
export function featuresWithSecrets(site: Features): readonly string[] {
  return site.features
    .filter((feature) => placesIn({ features: [feature] }).length > 0)
    .map(({ name }) => name);
}

/** Every column with secrets. */
export function placesIn({ features }: Features): Place[] {
  return features.flatMap(({ tables }) =>
    Object.entries(tables).flatMap(([table, { userId, secrets = {} }]) =>
      userId === null ? [] : Object.entries(secrets).map(([column, spec]) => ({
        ...spec,
        table,
        column,
        userId,
      }))
    )
  );
}

/** Counts secrets by key. Tables that no migration has created yet hold none. */
export async function countSecrets(
  { db, dialect }: Pick<Database, "db" | "dialect">,
  site: Features,
): Promise<readonly KeyUse[]> {
  const connection = { dialect, run: runOn(db) };
  const tables = await tablesByName(connection);
  const uses = new Map<string, KeyUse>();
  for (const place of placesIn(site)) {
    if (!tables.has(place.table)) continue;
    for (const { kid, secrets } of await countIn(connection, place)) {
      const use = uses.get(kid) ?? { kid, sealed: 0, hashed: 0 };
      uses.set(kid, { ...use, [place.kind]: use[place.kind] + secrets });
    }
  }
  return [...uses.values()];
}

async function countIn(connection: SqlConnection, place: Place) {
  const rows = await connection.run(
    `select ${keyOf(connection, place)} as kid, count(*) as secrets
      from ${quoteName(place.table)} where ${isUsed(place)} group by 1`,
  );
  return rows.map(({ kid, secrets }) => ({
    kid: String(kid),
    secrets: Number(secrets),
  }));
}

/** SQL for the id of the key that a secret needs. */
export function keyOf({ dialect }: SqlConnection, { column }: Place): string {
  const name = quoteName(column);
  return dialect === "sqlite"
    ? `substr(${name}, 1, instr(${name}, ':') - 1)`
    : `split_part(${name}, ':', 1)`;
}

/** SQL for whether a row has a secret that may still be used. */
export function isUsed({ column, usedAt }: Place): string {
  const holds = `${quoteName(column)} is not null`;
  return usedAt === undefined
    ? holds
    : `${holds} and ${quoteName(usedAt)} is null`;
}

/** The tables of a database by name. */
export async function tablesByName(
  connection: SqlConnection,
): Promise<ReadonlyMap<string, Table>> {
  const tables = await tablesOf(connection);
  return new Map(tables.map((table) => [table.name, table]));
}
