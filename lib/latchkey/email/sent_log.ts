/**
 * Says in the log that a mail went out.
 *
 * @module
 */
import type { Log } from "../telemetry/log.ts";
import type { Transport } from "./transport.ts";

/** Sends by `transport` and logs one line: neither address nor words, which hold tokens. */
export function logged(transport: Transport, log: Log): Transport {
  return {
    ...transport,
    async send(message) {
      await transport.send(message);
      log.info("mail", { kind: message.kind, id: message.id });
    },
  };
}
