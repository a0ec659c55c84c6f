/**
 * Tests on SQLite and PostgreSQL. Importing this starts one PostgreSQL server for all tests of
 * a run, where PostgreSQL is installed.
 *
 * @module
 */
export {
  emptiedDatabase,
  ignore,
  migratedDatabase,
  openEmptyStore,
  openPostgres,
  storeOn,
  theServer,
} from "./postgres/each_database.ts";
export {
  execute,
  holdLocks,
  type OwnPostgresServer,
  startPostgres,
} from "./postgres/server.ts";
export { onEachDatabase } from "./database/on_each_database.ts";
