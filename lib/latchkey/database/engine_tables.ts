/**
 * The tables that the database layer itself keeps.
 *
 * @module
 */
import type { Schema } from "./schema.ts";

/** Tables about the database. */
export interface EngineTables {
  /** Migrations that were applied. */
  latchkeyMigrations: {
    name: string;
    /** Whether an app that does not know it must leave the database alone. */
    breaking: boolean | number;
    appliedAt: number;
  };
  /** What is being copied or restored into the database. One row at most. */
  importInProgress: {
    id: 1;
    source: string;
    /** JSON: the foreign keys to put back at the end. */
    foreignKeys: string;
  };
}

/** How they are made. The table of the migrations is there before any of them. */
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
