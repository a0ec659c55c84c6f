/**
 * Serving on, whatever a crowd of clients does.
 *
 * `Deno.serve` has no limit on connections and none on the time a client takes for its
 * headers. When the system has no descriptor left for one more, it stops accepting for
 * good. So those that do nothing are hung up on then, and the site listens again.
 *
 * @module
 */
import { deadline } from "../deadline.ts";

/** How long answers that are under way may take before their connections go too, in milliseconds. */
const GRACE_MS = 2_000;

/** How long to wait before trying to listen again, in milliseconds. */
const PAUSE_MS = 200;

/** A site that is being served. */
export interface Serving {
  /** Where it listens. */
  readonly port: number;
  /** Takes no more requests; resolves when those under way are answered. */
  shutdown(): Promise<void>;
}

/**
 * Serves by `Deno.serve` without a word, and again on the same port whenever that stops by itself.
 *
 * @param onStop Is told why it stopped.
 * @throws what `Deno.serve` throws the first time, such as `AddrInUse`.
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
        await hangUp(server);
        const next = await untilDone(again, () => isOver);
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

/** Closes connections on which nothing is asked at once, the others when they have their answers. */
async function hangUp(server: Deno.HttpServer): Promise<void> {
  try {
    await deadline(server.shutdown(), GRACE_MS);
  } catch {
    // Some answers take longer: they go on while others are served.
  }
}

/** Does something until it succeeds; null when it is no longer wanted. */
async function untilDone<Result>(
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
