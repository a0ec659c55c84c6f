/**
 * What `DATABASE_URL` says: where PostgreSQL is, who we are there, and how the way to
 * it is kept secret.
 *
 * @module
 */

/**
 * How a connection is encrypted, in the words of PostgreSQL's own `sslmode`: not at
 * all; without looking whose certificate it is; with it.
 */
export const SSL_MODES = ["disable", "require", "verify-full"] as const;

/** One of {@linkcode SSL_MODES}. */
export type SslMode = typeof SSL_MODES[number];

/** A database, and the way to it. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Secret; empty when there is none. */
  readonly password: string;
  readonly database: string;
  readonly sslMode: SslMode;
  /** A file with the certificate of who signed the server's, in PEM; null for those the system trusts. */
  readonly rootCertificate: string | null;
}

const DEFAULT_PORT = 5432;

/** Reads a URL that the settings let through. */
export function databaseAddress(url: URL): DatabaseAddress {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return {
    host,
    port: Number(url.port) || DEFAULT_PORT,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: databaseName(url),
    sslMode: sslModeOf(url),
    rootCertificate: url.searchParams.get("sslrootcert"),
  };
}

/** The name that the URL's path is. */
export function databaseName({ pathname }: URL): string {
  return decodeURIComponent(pathname.slice(1));
}

// Nobody listens between a machine and itself; elsewhere nothing goes in the clear unless somebody says so.
function sslModeOf(url: URL): SslMode {
  const said = url.searchParams.get("sslmode");
  const mode = SSL_MODES.find((mode) => mode === said);
  if (mode) return mode;
  return isThisMachine(url.hostname) ? "disable" : "verify-full";
}

function isThisMachine(hostname: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
