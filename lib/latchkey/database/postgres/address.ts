/**
 * What `DATABASE_URL` says: where PostgreSQL is, who we are there, and how the way to
 * it is kept secret.
 *
 * @module
 */

import { isThisMachine, serverHost } from "../../settings/server_host.ts";

/**
 * How a connection is encrypted, in the words of PostgreSQL's own `sslmode`: not at
 * all; without looking whose certificate it is; with it.
 */
export const SSL_MODES = ["disable", "require", "verify-full"] as const;

/** One of {@linkcode SSL_MODES}. */
export type SslMode = typeof SSL_MODES[number];

/**
 * Whether the server must prove over TLS that it knows the password, in the words of
 * libpq's `channel_binding`.
 */
export const CHANNEL_BINDINGS = ["disable", "prefer", "require"] as const;

/** One of {@linkcode CHANNEL_BINDINGS}. */
export type ChannelBinding = typeof CHANNEL_BINDINGS[number];

/** A database, and the way to it. */
export interface DatabaseAddress {
  /** A name, an IP address, or the folder of a Unix socket, which begins with `/`. */
  readonly host: string;
  readonly port: number;
  /** Empty for a socket whose URL names none: the system user. */
  readonly user: string;
  /** Secret; empty when there is none. */
  readonly password: string;
  readonly database: string;
  readonly sslMode: SslMode;
  /** A file with the certificate of who signed the server's, in PEM; null for those the system trusts. */
  readonly rootCertificate: string | null;
  readonly channelBinding: ChannelBinding;
}

const DEFAULT_PORT = 5432;

/** Parses a URL, also with a user name before an empty host, as libpq takes it (PostgreSQL 18, §32.1.1.2). */
export function parseDatabaseUrl(text: string): URL | null {
  return URL.parse(text) ??
    URL.parse(text.replace(/^([a-z]+:\/\/[^/?#]*@)(?=\/)/i, "$1localhost"));
}

/** Reads a URL that the settings let through. */
export function databaseAddress(url: URL): DatabaseAddress {
  const { searchParams } = url;
  const host = databaseHost(url);
  return {
    host,
    port: Number(searchParams.get("port") ?? url.port) || DEFAULT_PORT,
    user: decodeURIComponent(url.username) || (searchParams.get("user") ?? ""),
    password: decodeURIComponent(url.password),
    database: databaseName(url),
    sslMode: sslModeOf(url, host),
    rootCertificate: searchParams.get("sslrootcert"),
    channelBinding: oneOf(CHANNEL_BINDINGS, searchParams, "channel_binding") ??
      "disable",
  };
}

/** The host, or the folder of a socket; empty when the URL has none that can be. */
export function databaseHost(url: URL): string {
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.hostname);
  return host.startsWith("/") ? host.replace(/\/+$/, "") : serverHost(host);
}

/** The socket of a database that is reached by one; null for a host. */
export function socketPath(
  { host, port }: Pick<DatabaseAddress, "host" | "port">,
): string | null {
  return host.startsWith("/") ? `${host}/.s.PGSQL.${port}` : null;
}

/** The name that the URL's path is. */
export function databaseName({ pathname }: URL): string {
  return decodeURIComponent(pathname.slice(1));
}

// Nobody listens between a machine and itself; elsewhere nothing goes in the clear unless
// somebody says so. PostgreSQL knows no TLS over a socket.
function sslModeOf({ searchParams }: URL, host: string): SslMode {
  if (host.startsWith("/")) return "disable";
  return oneOf(SSL_MODES, searchParams, "sslmode") ??
    (isThisMachine(host) ? "disable" : "verify-full");
}

function oneOf<Word extends string>(
  words: readonly Word[],
  parameters: URLSearchParams,
  name: string,
): Word | undefined {
  const said = parameters.get(name);
  return words.find((word) => word === said);
}
