/**
 * What a feature says about its tables.
 *
 * @module
 */
import type { Migrations } from "./migrations.ts";

/** What is to be known of a table beside its columns. All names are those in the database. */
export interface TableSpec {
  /**
   * The column that says which user a row is about, with `references users (id) on delete
   * cascade`; null where rows are about nobody. Of several, the one whose data it is.
   */
  readonly userId: string | null;
  /** Columns that the user does not get to see when they export their account. */
  readonly hidden?: readonly string[];
  /** The column, with an index, that says from when on a row is to be deleted. */
  readonly expiresAt?: string;
}

/** The tables of one feature, and how they came to be as they are. */
export interface Schema {
  /** In `snake_case`; unique in a site, and never changed: migrations are known by it. */
  readonly name: string;
  /** Makes and changes its tables. A migration that was released is never changed: the next one is added below it. */
  readonly migrations: Migrations;
  /** Its tables, by their names in the database. */
  readonly tables: Readonly<Record<string, TableSpec>>;
}

/** The migrations of several features, by names that begin with the feature's. */
export function migrationsIn(
  schemas: readonly Pick<Schema, "name" | "migrations">[],
): Migrations {
  return Object.fromEntries(
    schemas.flatMap(({ name, migrations }) =>
      Object.entries(migrations)
        .map(([migration, script]) => [`${name}/${migration}`, script])
    ),
  );
}
