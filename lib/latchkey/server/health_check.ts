/**
 * Checks whether a server is alive, and exits with 0 or 1. Containers use it, so their image
 * needs no other program.
 *
 * @module
 */

/** The timeout in milliseconds. */
const TIMEOUT_MS = 2_500;

const [url] = Deno.args;
const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  .catch((error: unknown) => {
    console.error(`${url} does not answer: ${error}`);
    Deno.exit(1);
  });
await response.body?.cancel();
if (!response.ok) {
  console.error(`${url} answers ${response.status}.`);
  Deno.exit(1);
}
