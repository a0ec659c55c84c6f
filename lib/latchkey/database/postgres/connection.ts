/**
 * Connections to PostgreSQL.
 *
 * @module
 */
import type { EventEmitter } from "node:events";
import type { ClientBase, ClientConfig } from "pg";
import pg from "pg";
import { namedSocket } from "../../settings/named_socket.ts";
import type { DatabaseAddress } from "./address.ts";

/** The server's `statement_timeout`, in milliseconds. */
const STATEMENT_MS = 5_000;

/** The server's `lock_timeout`, in milliseconds. */
const LOCK_MS = 4_000;

/**
 * The server's `idle_in_transaction_session_timeout`, in milliseconds: a process that hangs
 * must not hold locks.
 */
const IDLE_MS = 10_000;

/** A connection counts as lost when a query gets no answer for this long, in milliseconds. */
const ANSWER_MS = STATEMENT_MS + 1_000;

/** The most time for connecting, or for waiting for a connection, in milliseconds. */
const CONNECT_MS = 3_000;

const INT8 = 20;

/** The configuration of every client. */
export interface ConnectionConfig extends ClientConfig {
  /** Whether to reject a server that doesn't prove over TLS that it knows the password. */
  readonly requireChannelBinding?: boolean;
}

/** A client that can require channel binding. */
export class Client extends pg.Client {
  constructor(config?: ConnectionConfig) {
    super(config);
    if (config?.requireChannelBinding) requireChannelBinding(this);
  }
}

/**
 * Sets the time limits of a new connection. They aren't startup parameters, because poolers
 * such as PgBouncer reject most of those.
 *
 * @param statementMs The `statement_timeout`, in milliseconds.
 * @param lockMs The `lock_timeout`, in milliseconds.
 */
export async function limitTimes(
  client: ClientBase,
  statementMs = STATEMENT_MS,
  lockMs = LOCK_MS,
): Promise<void> {
  await client.query(
    `set statement_timeout = ${statementMs}; set lock_timeout = ${lockMs}; ` +
      `set idle_in_transaction_session_timeout = ${IDLE_MS}`,
  );
}

/**
 * The configuration for an address. It sets everything that `pg` would otherwise take from the
 * environment or from a file in the home folder.
 *
 * @throws the file system's error for `sslrootcert`.
 */
export async function connectionConfig(
  address: DatabaseAddress,
): Promise<ConnectionConfig> {
  const { host, port, user, password, database, channelBinding } = address;
  return {
    host,
    port,
    user: user || Deno.env.get("USER"),
    password: () => password,
    database,
    ssl: await tlsOf(address),
    stream: namedSocket,
    sslnegotiation: "postgres",
    client_encoding: "UTF8",
    application_name: "latchkey",
    enableChannelBinding: channelBinding !== "disable",
    requireChannelBinding: channelBinding === "require",
    query_timeout: ANSWER_MS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types: {
      // Counts and times fit into a number.
      getTypeParser: (oid, format) =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
    },
  };
}

async function tlsOf(
  { sslMode, rootCertificate }: DatabaseAddress,
): Promise<ClientConfig["ssl"]> {
  if (sslMode === "disable") return false;
  const ca = rootCertificate === null
    ? undefined
    : await Deno.readTextFile(rootCertificate);
  return { rejectUnauthorized: sslMode === "verify-full", ca };
}

/** The part of a client that the types of `pg` leave out. */
interface Connection extends EventEmitter {
  /** Replaced when TLS starts. */
  readonly stream: { destroy(error: Error): void };
}

/**
 * libpq's `channel_binding=require`: rejects a server that can't prove over this TLS connection
 * that it knows the password (RFC 5802 §6). `pg` uses channel binding when the server offers
 * it, but continues without. So this closes the connection as soon as the server authenticates
 * in any other way.
 */
function requireChannelBinding(client: pg.Client): void {
  const { connection } = client as pg.Client & { connection: Connection };
  let isOffered = false;
  let isProven = false;
  const closeUnless = (isBound: boolean) => {
    if (isBound) return;
    connection.stream.destroy(
      new Error("The server offers no channel binding"),
    );
  };
  connection.on("authenticationSASL", ({ mechanisms }) => {
    isOffered = mechanisms.includes("SCRAM-SHA-256-PLUS");
    closeUnless(isOffered);
  });
  // The server's proof, which `pg` checks.
  connection.on("authenticationSASLFinal", () => isProven = isOffered);
  for (
    const event of [
      "authenticationCleartextPassword",
      "authenticationMD5Password",
      "authenticationOk",
      "readyForQuery",
    ]
  ) connection.on(event, () => closeUnless(isProven));
}
