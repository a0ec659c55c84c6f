/**
 * The settings of the database: a file of this machine, or PostgreSQL.
 *
 * @module
 */
import { dirname } from "node:path";
import type { EnvironmentName, Settings } from "./settings.ts";
import { isDatabaseFile } from "../files/data_folder.ts";
import {
  CHANNEL_BINDINGS,
  databaseAddress,
  databaseHost,
  parseDatabaseUrl,
  SSL_MODES,
} from "../database/postgres/address.ts";
import { readAssignedDatabase } from "./assigned_database.ts";
import { quoted, type SettingReader, unencodedProblem } from "./values.ts";

const DEFAULT_FILE = ".data/latchkey.db";

/** Parameters, with the values that one may have; null for any. */
const PARAMETERS: Readonly<Record<string, readonly string[] | null>> = {
  sslmode: SSL_MODES,
  sslrootcert: null,
  channel_binding: CHANNEL_BINDINGS,
  host: null,
  port: null,
  user: null,
};

/** Whether a text begins like a URL. One letter before the colon is a drive of Windows. */
export function isUrl(text: string): boolean {
  return /^[a-z][a-z\d+.-]+:/i.test(text);
}

/** Reads `DATABASE_FILE`, which Deno Deploy has no disk for. A URL is never repeated: it may hold a password. */
export function readDatabaseFile(
  reader: SettingReader<EnvironmentName>,
  { appEnv, onDeploy }: {
    readonly appEnv: Settings["appEnv"];
    readonly onDeploy: boolean;
  },
): string | null {
  const value = reader.text("DATABASE_FILE");
  if (onDeploy) {
    if (value !== undefined) {
      reader.refuse(
        "DATABASE_FILE",
        "is set, but Deno Deploy keeps no files. Leave it out, and assign a " +
          "PostgreSQL database to the app",
        "",
      );
    }
    return null;
  }
  if (value === undefined) {
    return appEnv === "test" ? ":memory:" : DEFAULT_FILE;
  }
  const problem = fileProblem(value);
  if (problem !== null) reader.refuse("DATABASE_FILE", problem, DEFAULT_FILE);
  return value;
}

function fileProblem(value: string): string | null {
  if (isUrl(value)) {
    return "must be the path of a file, or :memory: (DATABASE_URL names a " +
      "PostgreSQL database)";
  }
  if (/[/\\]$/.test(value)) {
    return `is ${quoted(value)}, which is a folder, but must name a file in it`;
  }
  // The app may write what is in that folder, which must not be its own code.
  return isDatabaseFile(value) && dirname(value) === "."
    ? `is ${quoted(value)}, but must be in a folder of its own`
    : null;
}

/**
 * Reads `DATABASE_URL`, and where it is not set on Deno Deploy, what is assigned there. What
 * it holds is never repeated: it may be a password, mistyped or not.
 */
export function readDatabaseUrl(
  reader: SettingReader<EnvironmentName>,
  onDeploy: boolean,
): URL | null {
  const value = reader.text("DATABASE_URL");
  if (value === undefined) {
    return onDeploy ? readAssignedDatabase(reader) : null;
  }
  const url = parseDatabaseUrl(value);
  const problem = problemOf(url);
  if (problem === null) return url;
  reader.refuse(
    "DATABASE_URL",
    unencodedProblem(value) ?? problem,
    "postgres://user:password@db.example.com:5432/latchkey",
  );
  return null;
}

function problemOf(url: URL | null): string | null {
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol)) {
    return "must be an address that begins with postgres://";
  }
  if (!areEncoded(url)) {
    return "must percent-encode each % of the user name, password and database, as %25";
  }
  const host = databaseHost(url);
  if (host === "") return "names no host";
  const isSocket = host.startsWith("/");
  if (!isSocket && !url.username && !url.searchParams.get("user")) {
    return "names no user";
  }
  if (!/^\/[^/]+$/.test(url.pathname)) {
    return "must end with one / and the name of a database";
  }
  if (url.hash !== "") {
    return "must end before the #; percent-encode # in a password, as %23";
  }
  return parameterProblem(url);
}

function parameterProblem(url: URL): string | null {
  for (const [name, value] of url.searchParams) {
    const words = Object.hasOwn(PARAMETERS, name)
      ? PARAMETERS[name]
      : undefined;
    if (words === undefined) {
      const known = Object.keys(PARAMETERS).join(", ");
      return `may have the parameters ${known} and no other`;
    }
    if (words && !words.includes(value)) {
      return `must have one of ${words.join(", ")} as its ${name}`;
    }
  }
  if (!/^\d{0,5}$/.test(url.searchParams.get("port") ?? "")) {
    return "must have a number as its port";
  }
  const { channelBinding, sslMode } = databaseAddress(url);
  return channelBinding === "require" && sslMode === "disable"
    ? "asks for channel_binding, which needs TLS: add sslmode=verify-full, or remove it"
    : null;
}

function areEncoded({ username, password, hostname, pathname }: URL): boolean {
  try {
    decodeURIComponent(username + password + hostname + pathname);
    return true;
  } catch {
    return false;
  }
}
