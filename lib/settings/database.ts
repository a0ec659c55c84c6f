/**
 * The setting of a database elsewhere.
 *
 * @module
 */
import type { EnvironmentName } from "../settings.ts";
import { databaseName, SSL_MODES } from "../store/postgres/address.ts";
import type { SettingReader } from "./values.ts";

const PARAMETERS = ["sslmode", "sslrootcert"];

/** Reads `DATABASE_URL`. What it holds is never repeated: it may be a password, mistyped or not. */
export function readDatabaseUrl(
  reader: SettingReader<EnvironmentName>,
): URL | null {
  const value = reader.text("DATABASE_URL");
  if (value === undefined) return null;
  const url = URL.parse(value);
  const problem = problemOf(url);
  if (problem === null) return url;
  reader.refuse(
    "DATABASE_URL",
    problem,
    "postgres://user:password@db.example.com:5432/latchkey",
  );
  return null;
}

function problemOf(url: URL | null): string | null {
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    return "must be an address that begins with postgres://";
  }
  if (url.hostname === "") return "names no host";
  if (url.username === "") return "names no user";
  if (!areEncoded(url)) {
    return "must have each % of the user name, password and database as %25";
  }
  if (!/^\/[^/]+$/.test(url.pathname)) {
    return "must end with one / and the name of a database; write / in a " +
      "password as %2F";
  }
  if (url.hash !== "") return "must have # in a password as %23";
  const mode = url.searchParams.get("sslmode");
  if (mode !== null && !SSL_MODES.some((known) => known === mode)) {
    return `must have one of ${SSL_MODES.join(", ")} as its sslmode`;
  }
  const others = [...url.searchParams.keys()]
    .some((name) => !PARAMETERS.includes(name));
  return others
    ? `must have no parameters but ${PARAMETERS.join(" and ")}; write ? in a ` +
      "password as %3F"
    : null;
}

function areEncoded(url: URL): boolean {
  try {
    decodeURIComponent(url.username + url.password);
    databaseName(url);
    return true;
  } catch {
    return false;
  }
}
