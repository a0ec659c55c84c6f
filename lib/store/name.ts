/**
 * What to call a database before people.
 *
 * @module
 */
import type { Settings } from "../settings.ts";
import { databaseHost } from "../database/postgres/address.ts";

/** Which database the settings name: without user name and password. */
export function storeName(
  { databaseUrl, kvPath }: Pick<Settings, "databaseUrl" | "kvPath">,
): string {
  if (databaseUrl === null) return kvPath || "the platform's Deno KV";
  const host = databaseHost(databaseUrl);
  return host.startsWith("/")
    ? `PostgreSQL at ${host}, database ${databaseUrl.pathname.slice(1)}`
    : `PostgreSQL at ${databaseUrl.host}${databaseUrl.pathname}`;
}
