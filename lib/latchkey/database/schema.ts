/**
 * The schema of a feature.
 *
 * @module
 */
import type { Migrations } from "./migrations.ts";

/** A column with secrets that need a data key. Its table has a `userId`. */
export interface SecretColumn {
  /**
   * `sealed` secrets can be sealed again with a newer key. `hashed` ones can't: they need the
   * key that hashed them for as long as they are used.
   */
  readonly kind: "sealed" | "hashed";
  /** The purpose that they were sealed or hashed for. */
  readonly purpose: string;
  /** The column with the time when a secret was used up, after which it needs no key. */
  readonly usedAt?: string;
}

/** Facts about a table beside its columns. All names are those in the database. */
export interface TableSpec {
  /**
   * The column with the user that a row is about, declared with `references users (id) on
   * delete cascade`; null for rows that aren't about a user. If there are several such columns,
   * the one whose data it is.
   */
  readonly userId: string | null;
  /** Columns that are left out when the user exports their account. */
  readonly hidden?: readonly string[];
  /** Columns with secrets under the data keys (`services.secrets`), by name. */
  readonly secrets?: Readonly<Record<string, SecretColumn>>;
  /**
   * The indexed column with the time after which a row is deleted, in milliseconds since the
   * epoch.
   */
  readonly expiresAt?: string;
}

/** The tables of a feature, and the migrations that create them. */
export interface Schema {
  /**
   * In `snake_case`, and unique within a site. Never change it: it identifies the migrations.
   */
  readonly name: string;
  /** Create and change the tables. Never edit a released migration: add a new one below it. */
  readonly migrations: Migrations;
  /** The tables by their names in the database. */
  readonly tables: Readonly<Record<string, TableSpec>>;
}

/** The migrations of several features. Their names start with the feature's. */
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
