/**
 * How the app connects to PostgreSQL.
 *
 * @module
 */
import type { EventEmitter } from "node:events";
import type { ClientBase, ClientConfig } from "pg";
import pg from "pg";
import { namedSocket } from "../../settings/named_socket.ts";
import type { DatabaseAddress } from "./address.ts";

/** The server ends a statement that takes longer, in milliseconds. */
const STATEMENT_MS = 5_000;

/** The server gives up waiting for a row that another transaction holds, in milliseconds. */
const LOCK_MS = 4_000;

/** The server ends a transaction that we left idle, in milliseconds: a process that hangs must not hold locks. */
const IDLE_MS = 10_000;

/** When a connection counts as lost that says nothing to a question, in milliseconds. */
const ANSWER_MS = STATEMENT_MS + 1_000;

/** How long making a connection, or waiting for one, may take, in milliseconds. */
export const CONNECT_MS = 3_000;

const INT8 = 20;

/** What every client is made with. */
export interface ConnectionConfig extends ClientConfig {
  /** Whether it refuses a server that does not prove over TLS that it knows the password. */
  readonly requireChannelBinding?: boolean;
}

/** A client of the app. What it may not do with a server, it refuses by itself. */
export class Client extends pg.Client {
  constructor(config?: ConnectionConfig) {
    super(config);
    if (config?.requireChannelBinding) requireChannelBinding(this);
  }
}

/**
 * Bounds what a new connection may do. Told at its start, a pooler such as PgBouncer
 * would refuse the connection: it knows few parameters.
 *
 * @param statementMs How long a statement, and waiting for a lock, may take, in milliseconds.
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
 * What every connection begins with. Nothing is left to the client's defaults: it
 * would take them from the environment and from a file in the home folder.
 *
 * @throws what the file system throws for `sslrootcert`.
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
      // Counts and times: none is beyond what a number holds.
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

/** The part of a client of `pg` that its types leave out. */
interface Connection extends EventEmitter {
  /** Another one once TLS has begun. */
  readonly stream: { destroy(error: Error): void };
}

/**
 * libpq's `channel_binding=require`: a server that cannot prove over this very TLS connection
 * that it knows the password is not the one we mean (RFC 5802 §6). The client of npm binds
 * where that is offered, and would go on without it. So this ends the connection of a client
 * that has not connected yet as soon as the server lets it in in any other way.
 */
function requireChannelBinding(client: pg.Client): void {
  const { connection } = client as pg.Client & { connection: Connection };
  let isOffered = false;
  let isProven = false;
  const refuseUnless = (isWell: boolean) => {
    if (isWell) return;
    connection.stream.destroy(
      new Error("The server offers no channel binding"),
    );
  };
  connection.on("authenticationSASL", ({ mechanisms }) => {
    isOffered = mechanisms.includes("SCRAM-SHA-256-PLUS");
    refuseUnless(isOffered);
  });
  // The server's proof, which the client checks.
  connection.on("authenticationSASLFinal", () => isProven = isOffered);
  for (
    const event of [
      "authenticationCleartextPassword",
      "authenticationMD5Password",
      "authenticationOk",
      "readyForQuery",
    ]
  ) connection.on(event, () => refuseUnless(isProven));
}
