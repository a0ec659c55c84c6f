/**
 * Brings a database in PostgreSQL up to date.
 *
 * @module
 */
import type { ClientBase } from "pg";
import { StoreTooNewError } from "../schema_version.ts";
import { Client, type ConnectionConfig, limitTimes } from "./connection.ts";
import type { Queries } from "./database.ts";
import { MIGRATIONS } from "./migrations.ts";
import { CHANNEL, SCHEMA_NOTICE } from "./notices.ts";

/** Names the lock that one process at a time migrates under. Any number, always the same. */
const MIGRATION_LOCK = 7_215_324_163;

/** How long all steps together, and waiting for another process that takes them, may last, in milliseconds. */
const MIGRATION_MS = 10 * 60_000;

/**
 * Takes the steps that are missing, in one transaction: all or none. Of several
 * processes that start together one does it, and the others wait for it. Those that run
 * are told.
 *
 * @throws {StoreTooNewError} when the database knows steps that this app does not.
 * @throws {WrongEncodingError} when it is not in UTF-8.
 * @throws what the client throws.
 */
export async function bringUpToDate(
  config: ConnectionConfig,
  migrations: readonly string[] = MIGRATIONS,
): Promise<void> {
  const client = new Client({ ...config, query_timeout: MIGRATION_MS });
  client.on("error", () => {}); // Whatever is asked of it next says so.
  try {
    await client.connect();
    await limitTimes(client, MIGRATION_MS, MIGRATION_MS);
    await mustBeUtf8(client);
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    const found = await versionOf(client);
    if (found > migrations.length) {
      throw new StoreTooNewError(found, migrations.length);
    }
    for (const step of migrations.slice(found)) await client.query(step);
    if (found < migrations.length) {
      await client.query("update latchkey.schema_version set version = $1", [
        migrations.length,
      ]);
      await client.query(`notify ${CHANNEL}, '${SCHEMA_NOTICE}'`);
    }
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** Thrown for a database that cannot hold every character. */
export class WrongEncodingError extends Error {
  override readonly name = "WrongEncodingError";

  constructor(readonly encoding: string) {
    super(`The database is in ${encoding}.`);
  }
}

async function mustBeUtf8(client: ClientBase): Promise<void> {
  const { rows: [{ server_encoding }] } = await client.query<
    { server_encoding: string }
  >("show server_encoding");
  if (server_encoding !== "UTF8") throw new WrongEncodingError(server_encoding);
}

/** The number that a database says it has, once it was brought up to date. */
export async function schemaOf(queries: Queries): Promise<number> {
  const [{ version }] = await queries.query<{ version: number }>(
    "select version from latchkey.schema_version",
  );
  return version;
}

async function versionOf(client: ClientBase): Promise<number> {
  const { rows: [{ exists }] } = await client.query<{ exists: boolean }>(
    "select to_regclass('latchkey.schema_version') is not null as exists",
  );
  if (!exists) {
    await client.query(
      "create schema if not exists latchkey; " +
        "create table latchkey.schema_version (version integer not null); " +
        "insert into latchkey.schema_version values (0)",
    );
    return 0;
  }
  const { rows: [row] } = await client.query<{ version: number }>(
    "select version from latchkey.schema_version",
  );
  return row.version;
}
