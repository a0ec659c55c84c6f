/**
 * Parses `DATABASE_URL`.
 *
 * @module
 */

import { isThisMachine, serverHost } from "../../settings/server_host.ts";

/**
 * The values of PostgreSQL's `sslmode` that are supported: no TLS, TLS without checking the
 * certificate, and TLS with a checked certificate.
 */
export const SSL_MODES = ["disable", "require", "verify-full"] as const;

/** One of {@linkcode SSL_MODES}. */
export type SslMode = typeof SSL_MODES[number];

/**
 * The values of libpq's `channel_binding`: whether the server must prove over TLS that it knows
 * the password.
 */
export const CHANNEL_BINDINGS = ["disable", "prefer", "require"] as const;

/** One of {@linkcode CHANNEL_BINDINGS}. */
export type ChannelBinding = typeof CHANNEL_BINDINGS[number];

/** Where a database is and how to connect to it. */
export interface DatabaseAddress {
  /** A host name, an IP address, or the folder of a Unix socket, which starts with `/`. */
  readonly host: string;
  readonly port: number;
  /** Empty for a socket URL without a user: then it is the system user. */
  readonly user: string;
  /** Secret; empty when there is none. */
  readonly password: string;
  readonly database: string;
  readonly sslMode: SslMode;
  /** A PEM file with the CA certificate; null for those that the system trusts. */
  readonly rootCertificate: string | null;
  readonly channelBinding: ChannelBinding;
}

const DEFAULT_PORT = 5432;

/**
 * Parses a URL. Unlike `URL.parse`, it accepts a user name with an empty host, as libpq does
 * (PostgreSQL 18, §32.1.1.2).
 */
export function parseDatabaseUrl(text: string): URL | null {
  return URL.parse(text) ??
    URL.parse(text.replace(/^([a-z]+:\/\/[^/?#]*@)(?=\/)/i, "$1localhost"));
}

/** Reads a URL that passed the settings' checks. */
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

/** The host, or the folder of a socket; empty when the URL has neither. */
export function databaseHost(url: URL): string {
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.hostname);
  return host.startsWith("/") ? host.replace(/\/+$/, "") : serverHost(host);
}

/** The path of the socket; null for a host. */
export function socketPath(
  { host, port }: Pick<DatabaseAddress, "host" | "port">,
): string | null {
  return host.startsWith("/") ? `${host}/.s.PGSQL.${port}` : null;
}

function databaseName({ pathname }: URL): string {
  return decodeURIComponent(pathname.slice(1));
}

// Connections within a machine can't be intercepted. Others are encrypted unless the URL says
// otherwise. PostgreSQL has no TLS over a socket.
function sslModeOf({ searchParams }: URL, host: string): SslMode {
  if (host.startsWith("/")) return "disable";
  return oneOf(SSL_MODES, searchParams, "sslmode") ??
    (isThisMachine(host) ? "disable" : "verify-full");
}

function oneOf<Value extends string>(
  values: readonly Value[],
  parameters: URLSearchParams,
  name: string,
): Value | undefined {
  const given = parameters.get(name);
  return values.find((value) => value === given);
}
