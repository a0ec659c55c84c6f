/**
 * A listener that restarts.
 *
 * `Deno.serve` limits neither the number of connections nor the time a client takes for its
 * headers. When the system runs out of file descriptors, it stops accepting connections
 * permanently. This listener then closes idle connections and listens again.
 *
 * @module
 */
import { deadline } from "../deadline.ts";

/**
 * How long responses in progress may take before their connections are closed, in milliseconds.
 */
const GRACE_MS = 2_000;

/** The pause before listening again, in milliseconds. */
const PAUSE_MS = 200;

/** A running server. */
export interface Serving {
  readonly port: number;
  /** Accepts no more requests, and resolves when those in progress have their responses. */
  shutdown(): Promise<void>;
}

/**
 * Serves with `Deno.serve`, without its message, and again on the same port whenever it stops
 * by itself.
 *
 * @param onStop Called with the reason.
 * @throws the errors of `Deno.serve` at the first start, such as `AddrInUse`.
 */
export function restartingListener(
  options: Deno.ServeTcpOptions,
  handler: Deno.ServeHandler,
  onStop: (error: unknown) => void,
): Serving {
  let isOver = false;
  const quiet = { ...options, onListen() {} };
  let server = Deno.serve(quiet, handler);
  const { port } = server.addr;
  const again = () => Deno.serve({ ...quiet, port }, handler);

  (async () => {
    for (;;) {
      try {
        return await server.finished;
      } catch (error) {
        if (isOver) return;
        onStop(error);
        await closeIdle(server);
        const next = await retryUntil(again, () => isOver);
        if (!next) return;
        server = next;
      }
    }
  })();
  return {
    port,
    shutdown() {
      isOver = true;
      return server.shutdown();
    },
  };
}

/** Closes idle connections at once, and the others after their responses. */
async function closeIdle(server: Deno.HttpServer): Promise<void> {
  try {
    await deadline(server.shutdown(), GRACE_MS);
  } catch {
    // Slow responses continue while new requests are served.
  }
}

/** Retries until it succeeds; null once `isOver`. */
async function retryUntil<Result>(
  work: () => Result,
  isOver: () => boolean,
): Promise<Result | null> {
  while (!isOver()) {
    try {
      return work();
    } catch {
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  }
  return null;
}
