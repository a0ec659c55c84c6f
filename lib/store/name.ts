/**
 * What to call a database before people.
 *
 * @module
 */
import type { Settings } from "../settings.ts";

/** Which database the settings name: without user name and password. */
export function storeName(
  { databaseUrl, kvPath }: Pick<Settings, "databaseUrl" | "kvPath">,
): string {
  if (databaseUrl === null) return kvPath || "the platform's Deno KV";
  return `PostgreSQL at ${databaseUrl.host}${databaseUrl.pathname}`;
}
