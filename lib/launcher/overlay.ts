/**
 * What a browser shows in development while the site is not running: what the terminal
 * says. It goes away by itself once the site serves again.
 *
 * @module
 */
import { stripVTControlCharacters } from "node:util";
import type { Address } from "./dev_program.ts";

/** What pages of the site hold open. Another server than theirs makes them load again. */
const ALIVE = "/_fresh/alive";

/** Says which overlay answers; the site has no such header. */
const HEADER = "x-overlay";

/** Hosts of this machine. Under any other name a page may be a stranger's. */
const OWN_MACHINE = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

const STYLE = `:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; }
pre { padding: 1rem; border: 1px solid GrayText; border-radius: 0.5rem;
  font: 0.9rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }`;

/**
 * Serves the page at every address until it is disposed of. Null when nothing can listen
 * there, as when another program does.
 *
 * @param said What the site wrote to its terminal.
 */
export function serveOverlay(
  address: Address,
  said: string,
): AsyncDisposable | null {
  const id = crypto.randomUUID();
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      `default-src 'none'; style-src 'nonce-${id}'; script-src 'nonce-${id}'; ` +
      `connect-src 'self'; base-uri 'none'; frame-ancestors 'none'`,
    "cache-control": "no-store",
    [HEADER]: id,
  };
  const closing = new AbortController();
  const options = { ...address, signal: closing.signal, onListen: announce };
  try {
    const { finished } = Deno.serve(options, (request) => {
      const { hostname, pathname } = new URL(request.url);
      if (pathname.endsWith(ALIVE)) return alive(id);
      const text = OWN_MACHINE.test(hostname) ? said : "The terminal says why.";
      return new Response(page(text, id), { status: 500, headers });
    });
    return {
      async [Symbol.asyncDispose]() {
        closing.abort(); // Pages hold connections open; the site needs the port.
        await finished;
      },
    };
  } catch { // The site has said why.
    announce(null);
    return null;
  }
}

function announce(address: Address | null): void {
  const shown = address
    ? ` http://localhost:${address.port} shows this too.`
    : "";
  console.error(`Restarting on file change.${shown}`);
}

function alive(id: string): Response {
  const text = new TextEncoder().encode(`retry: 250\ndata: ${id}\n\n`);
  const body = new ReadableStream({ start: (stream) => stream.enqueue(text) });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      [HEADER]: id,
    },
  });
}

function page(said: string, id: string): string {
  const text = stripVTControlCharacters(said).trim() ||
    "It ended without an error.";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The site is not running</title>
<style nonce="${id}">${STYLE}</style>
<main>
<h1>The site is not running</h1>
<pre>${escapeHtml(text)}</pre>
<p>Fix it and save. This page reloads by itself.</p>
</main>
<script nonce="${id}">${script(id)}</script>
</html>
`;
}

/** Asks until the site answers, or an overlay that says something else. */
function script(id: string): string {
  return `setInterval(async () => {
  const answer = await fetch("${ALIVE}", { method: "HEAD" }).catch(() => null);
  if (answer && answer.headers.get("${HEADER}") !== "${id}") location.reload();
}, 250);`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
