/**
 * Databases on a server shared by all tests.
 *
 * @module
 */
import type { Database } from "../../database/database.ts";
import { openDatabase } from "../../database/open.ts";
import { createStore, type Store } from "../../store.ts";
import { shared } from "../shared.ts";
import {
  execute,
  type PostgresServer,
  serverAt,
  startPostgresForProcess,
} from "./server.ts";
import { TEST_MIGRATIONS } from "../site.ts";

const address = await shared("postgres", startPostgresForProcess);

/** Whether PostgreSQL is unavailable here. */
export const ignore = address === null;

/** The server, in tests that aren't ignored without one. */
export function theServer(): PostgresServer {
  if (address === null) throw new Error("There is no PostgreSQL here.");
  return serverAt(address);
}

/** Creates a database with the app's tables and no rows. */
export async function migratedDatabase(): Promise<string> {
  const template = await shared("template", async () => {
    const url = await theServer().createDatabase();
    await (await openPostgres(url)).close();
    return url;
  });
  return await theServer().copyDatabase(template);
}

/** Opens a database by its URL and migrates it. */
export function openPostgres(url: string | URL): Promise<Database> {
  return openDatabase(
    { databaseUrl: new URL(url), databaseFile: "" },
    TEST_MIGRATIONS,
  );
}

/** Opens a store in its own database. */
export async function openEmptyStore(): Promise<Store> {
  return storeOn(await openPostgres(await migratedDatabase()));
}

let emptied: string | undefined;
/**
 * A database reused by tests and emptied for each: faster than a new one, for
 * tests that leave only rows behind.
 */
export async function emptiedDatabase(): Promise<URL> {
  emptied ??= await migratedDatabase();
  await execute(
    emptied,
    `do $$ declare name text; begin
       for name in select tablename from pg_tables
         where schemaname = 'public' and tablename <> 'latchkey_migrations'
       loop execute 'delete from ' || name; end loop;
     end $$`,
  );
  return new URL(emptied);
}

/** Opens a store in such a database. */
export async function openEmptiedStore(): Promise<Store> {
  return storeOn(await openPostgres(await emptiedDatabase()));
}

/** The store on a database. */
export function storeOn(database: Database): Store {
  return createStore(database, TEST_MIGRATIONS);
}
