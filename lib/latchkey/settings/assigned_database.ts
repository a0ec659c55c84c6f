/**
 * The PostgreSQL that Deno Deploy assigns to an app, in the variables of libpq.
 *
 * @module
 */
import type { EnvironmentName } from "./settings.ts";
import {
  databaseHost,
  parseDatabaseUrl,
  type SslMode,
} from "../database/postgres/address.ts";
import type { SettingReader } from "./values.ts";

type Reader = SettingReader<EnvironmentName>;

/**
 * libpq's words for what `sslmode` may be, its default first, and what they are here. Nobody
 * can change what the platform sets, so a mode that we do not have counts as a stricter one.
 * Null is as if nothing was said: encrypted and verified, except on this machine.
 */
const SSL_MODES: Readonly<Record<string, SslMode | null>> = {
  prefer: null,
  allow: null,
  disable: "disable",
  require: "require",
  "verify-ca": "verify-full",
  "verify-full": "verify-full",
};

/** The values of those variables. */
interface Assigned {
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly sslMode: SslMode | null;
}

/** Reads `PGHOST` and those that belong to it; null where no host is set. */
export function readAssignedDatabase(reader: Reader): URL | null {
  const host = reader.text("PGHOST");
  const [firstMode, ...otherModes] = Object.keys(SSL_MODES);
  const rest = {
    port: reader.wholeNumber("PGPORT", {
      from: 1,
      to: 65535,
      otherwise: 5432,
      means: "the port of PostgreSQL",
    }),
    user: reader.text("PGUSER"),
    password: reader.text("PGPASSWORD"),
    database: reader.text("PGDATABASE"),
    sslMode: SSL_MODES[
      reader.oneOf("PGSSLMODE", [firstMode, ...otherModes])
    ],
  };
  return host === undefined ? null : checked(reader, { host, ...rest });
}

function checked(reader: Reader, assigned: Assigned): URL | null {
  const url = parseDatabaseUrl(urlOf(assigned));
  if (url === null || databaseHost(url) === "") {
    reader.refuse(
      "PGHOST",
      "must be a host name, an IP address or the folder of a socket",
      "db.example.com",
    );
    return null;
  }
  if (assigned.user === undefined) refuseMissing(reader, "PGUSER");
  if (assigned.database === undefined) refuseMissing(reader, "PGDATABASE");
  return url;
}

function urlOf({ host, port, sslMode, ...rest }: Assigned): string {
  const [user, password, database] = [rest.user, rest.password, rest.database]
    .map((part = "") => encodeURIComponent(part));
  const place = host.includes(":") ? `[${host}]` : encodeURIComponent(host);
  const query = sslMode === null ? "" : `?sslmode=${sslMode}`;
  return `postgres://${user}:${password}@${place}:${port}/${database}${query}`;
}

function refuseMissing(reader: Reader, name: "PGUSER" | "PGDATABASE"): void {
  reader.refuse(name, "is not set, but PGHOST is", "latchkey");
}
