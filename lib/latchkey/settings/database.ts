/**
 * The settings of the database: a local file, or PostgreSQL.
 *
 * @module
 */
import { dirname } from "node:path";
import * as v from "valibot";
import {
  CHANNEL_BINDINGS,
  databaseAddress,
  databaseHost,
  parseDatabaseUrl,
  SSL_MODES,
} from "../database/postgres/address.ts";
import { isDatabaseFile } from "../files/data_folder.ts";
import { quoted } from "./reading.ts";
import { setting } from "./schemas.ts";
import { isEncoded, serverUrl } from "./server_url.ts";

/** The default file. */
export const DEFAULT_FILE = ".data/latchkey.db";

/** URL parameters with their possible values; null for any. */
const PARAMETERS = new Map<string, readonly string[] | null>([
  ["sslmode", SSL_MODES],
  ["sslrootcert", null],
  ["channel_binding", CHANNEL_BINDINGS],
  ["host", null],
  ["port", null],
  ["user", null],
]);

/** Whether a text starts like a URL. One letter before the colon is a Windows drive. */
export function isUrl(text: string): boolean {
  return /^[a-z][a-z\d+.-]+:/i.test(text);
}

/** `DATABASE_FILE`. Messages do not repeat a URL, which may contain a password. */
export const databaseFile = setting(
  v.pipe(
    v.string(),
    v.check(
      (path) => !isUrl(path),
      "is a URL, but must be the path of a file, or :memory: (for PostgreSQL, " +
        "set DATABASE_URL)",
    ),
    v.check(
      (path) => !/[/\\]$/.test(path),
      ({ input }) =>
        `is ${quoted(input)}, which is a folder, but must name a file in it`,
    ),
    // The app may write to that folder, which must not contain its code.
    v.check(
      (path) => !isDatabaseFile(path) || dirname(path) !== ".",
      "must be in a folder of its own",
    ),
  ),
  { means: "the path of a file", otherwise: null, example: DEFAULT_FILE },
);

/** `DATABASE_URL`, which replaces the file. */
export const databaseUrl = setting(
  serverUrl({
    protocols: ["postgres:", "postgresql:"],
    parse: parseDatabaseUrl,
    problemOf,
  }),
  {
    means: "the URL of a PostgreSQL database",
    otherwise: null,
    example: "postgres://user:password@db.example.com:5432/latchkey",
    secret: true,
  },
);

function problemOf(url: URL): string | null {
  if (!isEncoded(url.username + url.password + url.hostname + url.pathname)) {
    return "must have each % in the user name, password and database percent-encoded, as %25";
  }
  const host = databaseHost(url);
  if (host === "") return "has no host";
  const isSocket = host.startsWith("/");
  if (!isSocket && !url.username && !url.searchParams.get("user")) {
    return "has no user name";
  }
  if (!/^\/[^/]+$/.test(url.pathname)) {
    return "must end with one / and the name of a database";
  }
  if (url.hash !== "") {
    return "must have no fragment. Percent-encode # in a password, as %23";
  }
  return parameterProblem(url);
}

function parameterProblem(url: URL): string | null {
  for (const [name, value] of url.searchParams) {
    const words = PARAMETERS.get(name);
    if (words === undefined) {
      const known = [...PARAMETERS.keys()].join(", ");
      return `can only have the parameters ${known}`;
    }
    if (words && !words.includes(value)) {
      return `must have ${name} set to one of ${words.join(", ")}`;
    }
  }
  if (!/^\d{0,5}$/.test(url.searchParams.get("port") ?? "")) {
    return "must have a number as its port";
  }
  const { channelBinding, sslMode } = databaseAddress(url);
  return channelBinding === "require" && sslMode === "disable"
    ? "requires channel_binding, which needs TLS. Add sslmode=verify-full, or remove channel_binding"
    : null;
}
