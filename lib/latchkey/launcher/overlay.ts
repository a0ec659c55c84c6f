/**
 * The page that a browser shows in development while the site is not running, with the error
 * from the terminal. Open pages reload to it and back.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";
import type { Address } from "./dev_program.ts";

/**
 * The endpoint where pages of lib/fresh ask for the ID of the server; they reload when it
 * changes. Pages of upstream Fresh wait until the site is back.
 */
const ALIVE = "/_fresh/alive";

const EVENTS = { headers: { "content-type": "text/event-stream" } };

/** Host names of this machine. Under any other name, the request may come from a foreign page. */
const OWN_MACHINE = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

const STYLE = `:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; }
pre { padding: 1rem; border: 1px solid GrayText; border-radius: 0.5rem;
  font: 0.9rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }`;

/**
 * Serves the page at every path until it is disposed of. Null if the port is taken.
 *
 * @param said The error output of the site.
 */
export function serveOverlay(
  address: Address,
  said: string,
): AsyncDisposable | null {
  const id = crypto.randomUUID();
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      `default-src 'none'; connect-src 'self'; img-src data:; script-src 'nonce-${id}'; ` +
      `style-src 'nonce-${id}'; base-uri 'none'; frame-ancestors 'none'`,
    "cache-control": "no-store",
  };
  const handler = (request: Request) => {
    const { hostname, pathname, search } = new URL(request.url);
    if (search === `?${id}`) return new Response(null, { status: 204 });
    if (pathname === ALIVE) return new Response(`data: ${id}\n\n`, EVENTS);
    const isOwn = OWN_MACHINE.test(hostname);
    const html = page(isOwn ? said : "See the terminal for the error.", id);
    return new Response(html, { status: 500, headers });
  };
  const closing = new AbortController();
  const options = { ...address, signal: closing.signal, onListen: announce };
  try {
    const { finished } = Deno.serve(options, handler);
    return {
      async [Symbol.asyncDispose]() {
        closing.abort(); // Pages hold connections open; the site needs the port.
        await finished;
      },
    };
  } catch { // The site has printed the reason.
    announce(null);
    return null;
  }
}

function announce(address: Address | null): void {
  const shown = address &&
    ` http://localhost:${address.port} shows the error too.`;
  console.error(`Waiting for a file change to restart.${shown ?? ""}`);
}

function page(said: string, id: string): string {
  const text = stripVTControlCharacters(said).trim() ||
    "The process exited without an error.";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The site is not running</title>
<link rel="icon" href="data:,">
<style nonce="${id}">${STYLE}</style>
<script nonce="${id}">${script(id)}</script>
<main>
<h1>The site is not running</h1>
<pre>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</pre>
<p>Fix the error and save. This page then reloads.</p>
</main>
</html>
`;
}

/** Polls until another server answers. */
function script(id: string): string {
  return `setInterval(async () => {
  const answer = await fetch("${ALIVE}?${id}").catch(() => null);
  if (answer && answer.status !== 204) location.reload();
}, 250);`;
}
