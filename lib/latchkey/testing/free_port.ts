/**
 * Ports for the servers of tests.
 *
 * @module
 */

/**
 * Outside the range that Linux assigns by itself, so that no other test gets the same port.
 */
const PORTS = { first: 20_000, count: 12_000 };

let nextPort = Math.floor(Math.random() * PORTS.count);

/**
 * Finds a free port of 127.0.0.1, a different one at each call.
 *
 * @example
 * ```ts
 * import { freePort } from "@latchkey/core/testing";
 *
 * const settings = { PORT: String(freePort()) };
 * ```
 */
export function freePort(): number {
  for (;;) {
    const port = PORTS.first + nextPort++ % PORTS.count;
    try {
      using _listener = Deno.listen({ hostname: "127.0.0.1", port });
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
