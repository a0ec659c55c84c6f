/**
 * libpq's `channel_binding=require`: a server that cannot prove over this very TLS connection
 * that it knows the password is not the one we mean (RFC 5802 §6). The client of npm binds
 * where that is offered, and would go on without it.
 *
 * @module
 */
import type { EventEmitter } from "node:events";
import type { Client } from "pg";

/** The part of a client of `pg` that its types leave out. */
interface Connection extends EventEmitter {
  /** Another one once TLS has begun. */
  readonly stream: { destroy(error: Error): void };
}

/** Ends the connection of a client that has not connected yet as soon as the server lets it in in any other way. */
export function requireChannelBinding(client: Client): void {
  const { connection } = client as Client & { connection: Connection };
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
