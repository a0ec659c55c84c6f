/**
 * One server for all tests of a file, and a database for each.
 *
 * @module
 */
import {
  openPostgres,
  type SharedStore,
} from "../../lib/store/postgres/store.ts";
import { type PostgresServer, startPostgres } from "./server.ts";

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
