/**
 * The PostgreSQL database that Deno Deploy assigns to an app, in the variables of libpq. They
 * are ignored elsewhere, where a shell often has them for `psql`: the app would create its
 * tables in another database.
 *
 * @module
 */
import {
  databaseHost,
  parseDatabaseUrl,
  type SslMode,
} from "../database/postgres/address.ts";
import {
  type Environment,
  readValues,
  type SettingProblem,
} from "./reading.ts";
import { oneOf, type SettingValues, text, wholeNumber } from "./schemas.ts";

/**
 * The values of libpq's `sslmode`, and ours. Users cannot change what the platform sets, so
 * a mode that we do not support becomes a stricter one. Null is the default: encrypted and
 * verified, except on this machine.
 */
const SSL_MODES: Readonly<Record<string, SslMode | null>> = {
  prefer: null,
  allow: null,
  disable: "disable",
  require: "require",
  "verify-ca": "verify-full",
  "verify-full": "verify-full",
};

/** The variables. */
export const assignedSchemas = {
  PGHOST: text({ means: "a host", otherwise: null, example: "db.example.com" }),
  PGPORT: wholeNumber({
    from: 1,
    to: 65535,
    otherwise: 5432,
    means: "the port of PostgreSQL",
  }),
  PGUSER: text({ means: "a user", otherwise: "", example: "latchkey" }),
  PGPASSWORD: text({ means: "a password", otherwise: "", secret: true }),
  PGDATABASE: text({ means: "a database", otherwise: "", example: "latchkey" }),
  PGSSLMODE: oneOf(Object.keys(SSL_MODES), { otherwise: "prefer" }),
};

type Assigned = SettingValues<typeof assignedSchemas>;

/** Reads the variables; null if no host is set. */
export function readAssignedDatabase(
  env: Environment,
  problems: SettingProblem[],
): URL | null {
  const { values, refuse } = readValues(assignedSchemas, env, problems);
  if (values.PGHOST === null) return null;
  const url = parseDatabaseUrl(urlOf(values.PGHOST, values));
  if (url === null || databaseHost(url) === "") {
    refuse(
      "PGHOST",
      "must be a host name, an IP address or the folder of a Unix socket",
    );
    return null;
  }
  for (const name of ["PGUSER", "PGDATABASE"] as const) {
    if (values[name] === "") refuse(name, "is not set, but PGHOST is");
  }
  return url;
}

function urlOf(host: string, assigned: Assigned): string {
  const { PGUSER, PGPASSWORD, PGDATABASE, PGPORT, PGSSLMODE } = assigned;
  const [user, password, database] = [PGUSER, PGPASSWORD, PGDATABASE]
    .map(encodeURIComponent);
  const place = host.includes(":") ? `[${host}]` : encodeURIComponent(host);
  const mode = SSL_MODES[PGSSLMODE];
  const query = mode === null ? "" : `?sslmode=${mode}`;
  return `postgres://${user}:${password}@${place}:${PGPORT}/${database}${query}`;
}
