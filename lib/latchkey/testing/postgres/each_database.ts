/**
 * Databases on a server that all tests share.
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

/** Whether there is no PostgreSQL here. */
export const ignore = address === null;

/** The server, in tests that do not ignore themselves. */
export function theServer(): PostgresServer {
  if (address === null) throw new Error("There is no PostgreSQL here.");
  return serverAt(address);
}

/** Makes a database that has our tables, and nothing in them. */
export async function migratedDatabase(): Promise<string> {
  const template = await shared("template", async () => {
    const url = await theServer().createDatabase();
    await (await openPostgres(url)).close();
    return url;
  });
  return await theServer().copyDatabase(template);
}

/** Opens a database by its URL, and brings it up to date. */
export function openPostgres(url: string | URL): Promise<Database> {
  return openDatabase(
    { databaseUrl: new URL(url), databaseFile: "" },
    TEST_MIGRATIONS,
  );
}

/** Opens a store in a database of its own. */
export async function openEmptyStore(): Promise<Store> {
  return storeOn(await openPostgres(await migratedDatabase()));
}

let emptied: string | undefined;
/**
 * A database that tests have one after the other, and that is emptied for each: quicker
 * than a new one, for tests that leave nothing behind but rows.
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
