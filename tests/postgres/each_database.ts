/**
 * Databases on a server that all tests share.
 *
 * @module
 */
import {
  openPostgres,
  type SharedStore,
} from "../../lib/store/postgres/store.ts";
import { shared } from "../shared.ts";
import {
  execute,
  type PostgresServer,
  serverAt,
  startPostgresForProcess,
} from "./server.ts";

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
    await (await openPostgres(new URL(url))).store.close();
    return url;
  });
  return await theServer().copyDatabase(template);
}

/** Opens a store in a database of its own. */
export async function openEmptyStore(): Promise<SharedStore> {
  return await openPostgres(new URL(await migratedDatabase()));
}

let emptied: string | undefined;
/**
 * A database that tests have one after the other, and that is emptied for each: quicker
 * than a new one, for tests that leave nothing behind but records.
 */
export async function emptiedDatabase(): Promise<URL> {
  emptied ??= await migratedDatabase();
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
