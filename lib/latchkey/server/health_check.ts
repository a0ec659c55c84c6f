/**
 * Asks a running server whether it is alive: exit code 0 or 1. For containers, whose
 * image needs no other program for it then.
 *
 * @module
 */

/** Longer than that, and the server counts as stuck, in milliseconds. */
const PATIENCE_MS = 2_500;

const [url] = Deno.args;
const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) })
  .catch((error: unknown) => {
    console.error(`${url} does not answer: ${error}`);
    Deno.exit(1);
  });
await response.body?.cancel();
if (!response.ok) {
  console.error(`${url} answers ${response.status}.`);
  Deno.exit(1);
}
