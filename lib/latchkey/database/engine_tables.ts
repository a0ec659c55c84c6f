/**
 * The tables that the database layer itself keeps.
 *
 * @module
 */

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
