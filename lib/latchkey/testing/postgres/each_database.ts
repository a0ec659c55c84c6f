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

/**
 * Whether PostgreSQL isn't available. Pass it as `ignore` to `Deno.test`.
 *
 * @example
 * ```ts
 * import { ignore, openEmptyStore } from "@latchkey/core/testing/databases";
 *
 * Deno.test({
 *   name: "PostgreSQL: answers a ping",
 *   ignore,
 *   async fn() {
 *     const store = await openEmptyStore();
 *     await store.ping();
 *     await store.close();
 *   },
 * });
 * ```
 */
export const ignore = address === null;

/**
 * The shared server.
 *
 * @throws {Error} when PostgreSQL isn't available.
 *
 * @example
 * ```ts
 * import { ignore, theServer } from "@latchkey/core/testing/databases";
 *
 * const url = ignore ? null : await theServer().createDatabase();
 * ```
 */
export function theServer(): PostgresServer {
  if (address === null) throw new Error("PostgreSQL is not available.");
  return serverAt(address);
}

/**
 * Creates a database with empty tables of the library, and returns its URL.
 *
 * @throws {Error} when PostgreSQL isn't available.
 *
 * @example
 * ```ts
 * import { ignore, migratedDatabase } from "@latchkey/core/testing/databases";
 *
 * const url = ignore ? null : await migratedDatabase();
 * ```
 */
export async function migratedDatabase(): Promise<string> {
  const template = await shared("template", async () => {
    const url = await theServer().createDatabase();
    await (await openPostgres(url)).close();
    return url;
  });
  return await theServer().copyDatabase(template);
}

/**
 * Opens a database by its URL and applies pending migrations.
 *
 * @throws {StoreOpenError} when it can't be used.
 * @throws {StoreUnavailableError} when the server doesn't answer.
 *
 * @example
 * ```ts
 * import { migratedDatabase, openPostgres } from "@latchkey/core/testing/databases";
 *
 * const database = await openPostgres(await migratedDatabase());
 * await database.close();
 * ```
 */
export function openPostgres(url: string | URL): Promise<Database> {
  return openDatabase(
    { databaseUrl: new URL(url), databaseFile: "" },
    TEST_MIGRATIONS,
  );
}

/**
 * Opens a store in a new database.
 *
 * @throws {Error} when PostgreSQL isn't available.
 *
 * @example
 * ```ts
 * import { openEmptyStore } from "@latchkey/core/testing/databases";
 *
 * const store = await openEmptyStore();
 * await store.close();
 * ```
 */
export async function openEmptyStore(): Promise<Store> {
  return storeOn(await openPostgres(await migratedDatabase()));
}

let emptied: string | undefined;
/**
 * A database that tests share in turn, emptied for each. Faster than a new one, for tests that
 * change only rows.
 *
 * @throws {Error} when PostgreSQL isn't available.
 *
 * @example
 * ```ts
 * import { emptiedDatabase, execute } from "@latchkey/core/testing/databases";
 *
 * const url = await emptiedDatabase();
 * const users = await execute<{ id: string }>(url.href, "select id from users");
 * ```
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

/** Opens a store in the shared, emptied database. */
export async function openEmptiedStore(): Promise<Store> {
  return storeOn(await openPostgres(await emptiedDatabase()));
}

/**
 * The store on a database.
 *
 * @example
 * ```ts
 * import { emptiedDatabase, openPostgres, storeOn } from "@latchkey/core/testing/databases";
 *
 * const store = storeOn(await openPostgres(await emptiedDatabase()));
 * await store.close();
 * ```
 */
export function storeOn(database: Database): Store {
  return createStore(database, TEST_MIGRATIONS);
}
