/**
 * One server for all tests of a file, and a database for each.
 *
 * @module
 */
import {
  openPostgres,
  type SharedStore,
} from "../../lib/store/postgres/store.ts";
import { execute, type PostgresServer, startPostgres } from "./server.ts";

const server = await startPostgres();
Deno.test.afterAll(async () => await server?.[Symbol.asyncDispose]());

/** Whether there is no PostgreSQL here. */
export const ignore = server === null;

/** The server, in tests that do not ignore themselves. */
export function theServer(): PostgresServer {
  if (server === null) throw new Error("There is no PostgreSQL here.");
  return server;
}

/** Opens a store in a database of its own. */
export async function openEmptyStore(): Promise<SharedStore> {
  return await openPostgres(new URL(await theServer().createDatabase()));
}

let emptied: string | undefined;

/**
 * A database that tests have one after the other, and that is emptied for each: quicker
 * than a new one, for tests that leave nothing behind but records.
 */
export async function emptiedDatabase(): Promise<URL> {
  emptied ??= await theServer().createDatabase();
  await execute(
    emptied,
    `do $$ declare name text; begin
       for name in select tablename from pg_tables
         where schemaname = 'latchkey' and tablename <> 'schema_version'
       loop execute 'delete from latchkey.' || name; end loop;
     end $$`,
  );
  return new URL(emptied);
}

/** Opens a store in such a database. */
export async function openEmptiedStore(): Promise<SharedStore> {
  return await openPostgres(await emptiedDatabase());
}
