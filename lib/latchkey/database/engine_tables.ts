/**
 * The tables of the database layer itself.
 *
 * @module
 */
import type { Schema } from "./schema.ts";

/** The rows of these tables. */
export interface EngineTables {
  /** Applied migrations. */
  latchkeyMigrations: {
    name: string;
    /** Whether an app that doesn't know the migration must stop using the database. */
    breaking: boolean | number;
    appliedAt: number;
  };
  /** The import in progress. One row at most. */
  importInProgress: {
    id: 1;
    source: string;
    /** JSON: the foreign keys to restore at the end. */
    foreignKeys: string;
  };
}

/** Their schema. The migrations table is created before any migration. */
export const engineSchema: Schema = {
  name: "database",
  migrations: {
    "0001_import_in_progress": ({ text, strict }) => `
create table import_in_progress (
  id integer primary key check (id = 1),
  source ${text} not null,
  foreign_keys ${text} not null
) ${strict};
`,
  },
  tables: { import_in_progress: { userId: null } },
};
