/**
 * The name of a database in messages.
 *
 * @module
 */
import type { Settings } from "../settings/settings.ts";
import { databaseHost } from "./postgres/address.ts";

/** The database that the settings name, without user name and password. */
export function storeName(
  { databaseUrl, databaseFile }: Pick<Settings, "databaseUrl" | "databaseFile">,
): string {
  if (databaseUrl === null) return databaseFile ?? "no database";
  const host = databaseHost(databaseUrl);
  return host.startsWith("/")
    ? `PostgreSQL at ${host}, database ${databaseUrl.pathname.slice(1)}`
    : `PostgreSQL at ${databaseUrl.host}${databaseUrl.pathname}`;
}
