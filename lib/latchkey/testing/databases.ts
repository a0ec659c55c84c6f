/**
 * Tests on SQLite and PostgreSQL. Importing this starts a PostgreSQL server
 * shared by all tests of a run, where one is available.
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
  freePort,
  holdLocks,
  type OwnPostgresServer,
  startPostgres,
} from "./postgres/server.ts";
export { onEachDatabase } from "./database/on_each_database.ts";
